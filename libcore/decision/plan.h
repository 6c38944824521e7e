// From a decision to what it changes: document A's table, one function a row. Pure.
#pragma once

#include <optional>

#include "decision/bind.h"
#include "decision/signing.h"

namespace pkit {

/// The stages' values, for whoever looks at a whole run.
struct Run {
  const Intake& intake;
  const Caller& caller;
  bool rehearsal = false;        // a dry run: nothing will be written
  std::optional<Fault> refused;  // before any handler
  std::optional<Verdict> verdict;
  std::optional<Checked> checked;
  std::optional<Signing> signing;
};

/// What shall be written and answered; without trace and events, which record() adds.
Bound plan(const Session& session, const Run& run);

}  // namespace pkit
