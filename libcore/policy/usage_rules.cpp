#include "policy/usage_rules.h"

#include <algorithm>

#include "x509/lint.h"

namespace pkit::policy {

namespace {

/// Those that look at usages and purposes alone.
bool is_usage_rule(std::string_view code) {
  return code == "lint.purpose" || code == "lint.key_usage.agreement" || code == "lint.key_usage.only";
}

}  // namespace

std::vector<std::string> broken_usage_rules(const std::vector<std::string>& key_usage,
                                            const std::vector<std::string>& extended_key_usage) {
  x509::Certificate draft;
  draft.key_usage = key_usage;
  draft.extended_key_usage = extended_key_usage;
  std::vector<std::string> broken;
  for (const x509::LintRule& rule : x509::lint_rules()) {
    if (is_usage_rule(rule.code) && !rule.holds(draft))
      broken.push_back(std::string(rule.what) + " (" + rule.clause + ")");
  }
  return broken;
}

}  // namespace pkit::policy
