// The one pipeline: Intake -> Caller -> Verdict -> Checked -> Mandate -> Signed -> Bound. Every door leads through it.
#pragma once

#include <functional>
#include <optional>

#include "lifecycle/intake.h"
#include "lifecycle/publish.h"

namespace pkit::lifecycle {

/// What one pass is given beside the intake.
struct Pass {
  const Common& common;
  Staging* staging = nullptr;  // a key that is to be published with the certificate
  /// A last look at what was read, before any handler runs; throws to refuse (approve's --expect-digest).
  std::function<void(const struct Caller&)> guard = {};
};

/// Runs every stage; starts again once where something that was relied on changed, then Error{conflict
/// "state.changed"}. A dry run goes to the mandate with a throw-away key and binds nothing.
Outcome run_pipeline(Session& session, const Intake& intake, const Pass& pass);

}  // namespace pkit::lifecycle
