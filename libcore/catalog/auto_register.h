// The built-in auto-registration (A18): rows of pkit.yaml that approve by what an orchestrator can do and who asks.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "config/fields.h"
#include "pattern/pattern.h"

namespace pkit::catalog {

struct AutoRow {
  std::vector<pattern::Glob> capabilities;
  std::vector<std::string> groups;  // of the verified caller; empty: everybody
};
using AutoRows = std::vector<AutoRow>;

extern const std::vector<config::Field> kAutoFields;
/// Reads `registration.auto`: a list. Warns of a row without groups.
AutoRows read_auto_rows(const Value& list, config::Faults& faults);

/// Approved where each capability is covered by a row that approves; an orchestrator without any is not.
struct AutoAnswer {
  bool approved = false;
  std::string why;
};
AutoAnswer auto_register(const AutoRows& rows, const std::vector<std::string>& capabilities,
                         const std::vector<std::string>& groups);

}  // namespace pkit::catalog
