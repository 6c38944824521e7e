// The `alerts:` section of pkit.yaml: which events are told to which adapter.
#pragma once

#include <string>
#include <vector>

#include "adapter/adapter.h"
#include "config/fields.h"

namespace pkit {

/// `- {on: [expiring, expired], before: [30d, 15d], call: pager.notify}`.
struct Alert {
  std::vector<std::string> kinds;  // of events
  std::vector<Duration> before;    // levels of what nears its end
  std::string adapter, procedure;

  std::string target() const { return adapter + "." + procedure; }
  bool wants(const std::string& kind) const;
};

extern const std::vector<config::Field> kAlertFields;
/// The words of `on:` with the kinds of events that each means; the last column of `nears_end` has levels.
struct AlertWord {
  const char* word;
  std::vector<std::string> kinds;
  bool nears_end = false;
};
const std::vector<AlertWord>& alert_words();
/// 30 and 15 days (C-P6).
const std::vector<Duration>& usual_levels();

std::vector<Alert> read_alerts(const Value& section, const adapter::Adapters& adapters, config::Faults& faults);

}  // namespace pkit
