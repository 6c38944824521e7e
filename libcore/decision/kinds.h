// Kinds of principals are rows: who may try what, what follows from what was found, and what a kind does differently.
// No other code asks "which kind"; the table of kinds is in lifecycle/.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "authority/gateway.h"
#include "base/error.h"
#include "decision/intake.h"
#include "policy/check.h"
#include "store/principals.h"
#include "store/registrations.h"

namespace pkit {

struct Caller;
struct Run;
struct Setup;

/// May a principal in this state try this door at all? Where not, no handler is asked.
struct Admission {
  const char* state;  // "": a principal that is unknown
  const Door* door;
  bool admitted;
  Kind refusal = {};      // where refused
  const char* code = "";  // where refused
  const char* why = "";   // where refused: what follows the name in the message
  const char* hint = "";  // where refused
};

/// What came of a run. The stages find it; the kind's table says what follows.
enum class Conclusion {
  denied,
  failed,     // a handler failed, and its on_error is stop
  deferred,   // nobody decided
  unproven,   // the decision would need a proof that was not given
  refused,    // allowed, but the profile or the names refuse the CSR
  strict,     // allowed, but not to the letter of what was asked for, as --strict wants it
  unsigned_,  // allowed, but the authority failed (X5)
  issued,
  settled,   // allowed, and no certificate is to be made
  rejected,  // allowed, but what else the answer grants cannot be granted: all of it is void (A13)
};
const char* conclusion_word(Conclusion conclusion);

/// What a row of consequences needs besides state, door and conclusion.
struct Situation {
  const char* word;
  bool (*holds)(const Run&);
};

/// What a conclusion leads to. The first row that fits counts; where none does, nothing changes.
struct Consequence {
  const Door* door;
  const char* state;  // the principal's before; null: any
  Conclusion conclusion;
  Situation situation;
  const char* principal;                                 // its next state; null: not touched; "": as before
  std::optional<store::RegistrationState> registration;  // its next state; nothing: not touched
  std::optional<store::RegistrationState> others;        // of the principal's other open registrations
};

/// What a kind keeps of a principal beside its row: opaque to whoever is not of that kind.
struct KindPart {
  virtual ~KindPart() = default;
};
using KindPartPtr = std::shared_ptr<const KindPart>;

/// What an Allow does beside a certificate, as the kind sees it; what else there is of it only the kind knows.
struct KindEffects {
  virtual ~KindEffects() = default;
  std::optional<Fault> rejected;  // none of the answer counts, for this reason
  std::vector<std::string> warnings;
  Value told = Value::map();  // for the trace
};
using KindEffectsPtr = std::shared_ptr<const KindEffects>;

struct PrincipalKind {
  const char* name;                     // "orchestrator": in the state, and the key of its view in an answer
  char id_letter;                       // of its ids
  std::span<const char* const> states;  // the first is a new one's
  std::span<const Admission> admissions;
  std::span<const Consequence> consequences;
  /// Who asks, and what pkit knows of them.
  Caller (*authenticate)(store::Read&, const Intake&);
  /// The fields that profile placeholders can name.
  policy::PrincipalFields (*requirements)(const Intake&, const Caller&);
  /// Refusals that no handler can lift, before any runs; empty where there is none.
  std::vector<Fault> (*extra_checks)(const Intake&, const Caller&);
  /// Its part as it shall be beside `next`, its row as it shall be.
  KindPartPtr (*next_part)(const ReadSession&, const Run&, const store::Principal& next);
  /// The part as it is stored; null where there is none.
  KindPartPtr (*read_part)(store::Read&, const std::string& principal);
  /// Writes a part, inside Bind.
  void (*bind)(store::Write&, const KindPart&, bool is_new);
  /// claimed.* as it last was, for a door where nothing new is claimed.
  Value (*claims)(const KindPart&);
  /// As users read it.
  Value (*view)(const store::Principal&, const KindPart&);
  /// The ids of principals whose part is not in the state, as none should be: for doctor.
  std::vector<std::string> (*lacking)(store::Read&);
  /// Whether an operator may have a new key take the place of one that is lost; else what is lost stays so (C-P8).
  bool recoverable = true;
  /// Whether a renewal says whose it is, by the id of its view, and until when (C20, X14). That id is verified.NAME to
  /// handlers.
  bool says_whose = false;
  /// Whether its name may be that of a host, so that it is granted as a SAN too where it is one.
  bool names_host = true;
  /// Who is asked for its certificate in place of the profile's authority, whose chain is given; null: that authority.
  std::shared_ptr<authority::Gateway> (*gateway)(Session&, const Setup&, const Intake&,
                                                 const authority::Authority&) = nullptr;
  /// Why no further one can be let in; empty where one can, or it is let in already (A3). Null: there is no limit.
  std::string (*no_room)(const ReadSession&, const Setup&, const Caller&) = nullptr;
  /// What an Allow does beside its certificate. Null: nothing.
  KindEffectsPtr (*effects)(const ReadSession&, const Setup&, const Run&) = nullptr;
  /// Can this part still be written? Asked inside Bind, of what no row's version tells. Null: yes.
  bool (*still_so)(store::Read&, const KindPart& next) = nullptr;
  /// By which text one of that name is found: doctor looks whether it is. Null: that changes, as of accounts that are
  /// deleted.
  std::string (*name_key)(std::string_view name) = nullptr;
};

/// The row for a state and door; Error{internal} where the table has a hole.
const Admission& admission(const PrincipalKind& kind, std::string_view state, const Door& door);
/// The first row that fits; null where nothing follows.
const Consequence* consequence(const Run& run, Conclusion conclusion);

}  // namespace pkit
