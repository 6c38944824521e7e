// Claim of a gateway's intent: what another CA is asked for is written down before it is asked, so that whoever comes
// later asks what became of it and sends nothing blindly again. Each step is a commit of its own; it grants nothing.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "decision/caller.h"
#include "home/session.h"
#include "store/intents.h"

namespace pkit {

/// An intent that this process works on. Every step throws Error{conflict "gateway.running"} where another process has
/// taken it over.
class HeldIntent {
 public:
  HeldIntent(Session& session, Time now, store::Intent row) : session_(session), now_(now), row_(std::move(row)) {}
  const store::Intent& row() const { return row_; }

  /// planned -> sent, right before the call. What is sent may be under way for `limit`.
  void send(Duration limit);
  /// -> issued: this is its certificate. It stays ours, until Bind.
  void keep(const Bytes& certificate);
  /// -> abandoned: there is no certificate of it and there will be none.
  void abandon(const std::string& why);
  /// It stays as it is, for whoever asks next.
  void let_go(const std::string& why);
  /// The row of one that has led to something: for the transaction that records what, which writes it too.
  store::Intent ended() const;

 private:
  void change(store::Intent next, const char* event);

  Session& session_;
  Time now_;
  store::Intent row_;
};

struct ClaimedIntent {
  enum class How {
    mine,
    theirs,  // another process that lives works on it
    stale,   // the state is not what the caller saw: nothing was claimed
  };
  How how = How::stale;
  std::optional<HeldIntent> intent = {};  // where it is ours: planned now, or taken over as it is
};

/// The open intent of this CSR and client machine, or a new one. It is ours for `lease`.
ClaimedIntent claim_intent(Session& session, const Intake& intake, const Caller& caller, const std::string& authority,
                           Duration lease);

/// The open intent of this authority, name and CSR, or `planned`; `still_so` is asked inside the transaction. It is
/// ours for `lease`; `now` is the operation's.
ClaimedIntent claim_planned(Session& session, Time now, store::Intent planned, Duration lease,
                            const std::function<bool(store::Read&)>& still_so);

/// Does another process still work on the open intent of this CSR and client machine? For who waits: it only reads.
bool is_claimed_by_another(const ReadSession& session, const Intake& intake, const std::string& authority);

/// What the history tells of it, with each of its events.
Value order_facts(const store::Intent& intent);

/// Does a process work on it at `now` (real clock)?
bool is_worked_on(const store::Intent& intent, Time now);

}  // namespace pkit
