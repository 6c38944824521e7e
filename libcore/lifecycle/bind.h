// Bound: everything that one decision changes, and the one transaction that changes it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lifecycle/signing.h"
#include "store/events.h"

namespace pkit::lifecycle {

struct EventDraft {
  std::string kind, subject;
  store::EventData data = Value::map();
  bool counted = false;  // a stranger can repeat it at will: beyond a rate it is only counted, and its trace not kept
};

/// What is to be written; nothing here was written yet. `caller` holds what the stages relied on.
struct Bound {
  Time now = 0;
  std::string actor;
  std::optional<store::Principal> principal;  // as it shall be; nothing: not touched
  bool principal_is_new = false;
  std::optional<store::Orchestrator> orchestrator;  // as it shall be; nothing: not touched
  std::optional<store::Registration> registration;  // as it shall be; nothing: not touched
  bool registration_is_new = false;
  std::vector<store::Registration> others;  // further registrations, as they shall be
  std::optional<store::Issuer> issuer;      // of the certificate; inserted where it is not known yet
  std::optional<store::Certificate> certificate;
  std::string intent;  // of the certificate, where another CA made it: bound with it
  std::optional<store::Publication> publication;
  std::vector<store::Certificate> revoked;  // to be revoked at `now`
  std::string revocation_reason;
  std::vector<EventDraft> events;
  std::optional<store::Attempt> attempt;  // its trace; the events name the trace's SHA-256
  std::string request_id;                 // claimed before; bound here to `request_subject`
  std::string requester, request_subject;
  std::optional<store::KeptTree> to_keep;  // of pkit.yaml, where it had to be parsed

  /// What the caller is answered: nothing is done, else the refusal or the wait.
  std::optional<Error> error;
};

/// Writes all of it in one transaction if pkit.yaml is still `setup_sha256` (empty: not asked) and the state is still
/// what `intake` and `caller` saw; else writes nothing and answers false. No adapter, no file, no clock, no crypto but
/// the events' SHA-256.
bool commit(Session& session, const std::string& setup_sha256, const Intake& intake, const Caller& caller,
            Bound& bound);

/// Something to be written with what its stages relied on.
struct Binding {
  const Intake& intake;
  const Caller& caller;
  Bound& bound;
};
/// The same for several in one transaction: says of each whether it was written; of one who changed what another relied
/// on, only the first is. What is thrown undoes all of them.
std::vector<bool> commit_together(Session& session, const std::string& setup_sha256, std::vector<Binding>& bindings);

/// The same writes inside a transaction of the caller's. Where the issuer is known already, the certificate takes its
/// id.
void write_bound(store::Write& write, const PrincipalKind& kind, Bound& bound);

}  // namespace pkit::lifecycle
