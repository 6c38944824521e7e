// Our own lint: one row a clause of RFC 5280 and of its companions.
#include "x509/lint.h"

#include <algorithm>

#include "x509/lint_rules.h"

namespace pkit::x509 {

std::span<const LintRule> lint_rules() {
  static const std::vector<LintRule> all = [] {
    std::vector<LintRule> rules;
    for (const std::span<const LintRule> part :
         {lint_field_rules(), lint_usage_rules(), lint_extension_rules(), lint_name_rules()})
      rules.insert(rules.end(), part.begin(), part.end());
    return rules;
  }();
  return all;
}

std::vector<Fault> lint(const Certificate& certificate) {
  std::vector<Fault> faults;
  for (const LintRule& rule : lint_rules()) {
    if (!rule.holds(certificate)) faults.push_back({Kind::denied, rule.code, rule.clause, rule.what, {}});
  }
  return faults;
}

}  // namespace pkit::x509
