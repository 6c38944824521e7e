// One step of an alert, read: each kind of step is a row with its key.
#pragma once

#include <string>

#include "setup/alerts.h"

namespace pkit {

/// Faults: not exactly one kind, a key of another kind, a script whose SHA-256 is not pinned, metadata that is none, or
/// that is to be set where the alert is not about certificates alone.
AlertStep read_alert_step(const Value& value, const std::string& name, const AlertGround& ground, const Alert& alert,
                          config::Faults& faults);

/// The row's own `when:`. Faults: paths that no event has, conditions that are none, or no condition at all.
std::vector<AlertTest> read_alert_when(const config::Section& row);

}  // namespace pkit
