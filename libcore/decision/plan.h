// From a decision to what it changes: the kind's table of consequences, followed. Pure.
#pragma once

#include <optional>

#include "decision/bind.h"
#include "decision/signing.h"

namespace pkit {

/// What an operator says without any handler.
struct Said {
  std::string by, reason;
};

/// The stages' values, for whoever looks at a whole run.
struct Run {
  const Intake& intake;
  const Caller& caller;
  bool rehearsal = false;        // a dry run: nothing will be written
  std::optional<Fault> refused;  // before any handler
  std::optional<Verdict> verdict;
  std::optional<Checked> checked;
  std::optional<Signing> signing;
  std::optional<Said> said;  // deny: there is no verdict
  KindEffectsPtr effects;    // of an Allow; null: none

  bool rejected() const { return effects && effects->rejected; }

  /// Of the caller's registration; nothing where there is none.
  std::optional<store::RegistrationState> registration_state() const;
  std::string by() const { return said ? said->by : verdict ? verdict->by() : std::string(); }
};

/// What the stages found. Not for a run that was refused before any handler.
Conclusion conclusion_of(const Run& run);
/// What shall be written and answered; without trace and events, which record() adds.
Bound plan(const ReadSession& session, const Run& run);
/// The same for a conclusion that no stage made.
Bound plan(const ReadSession& session, const Run& run, Conclusion conclusion);

}  // namespace pkit
