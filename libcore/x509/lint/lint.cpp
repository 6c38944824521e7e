// Our own lint: one row a clause of RFC 5280 and of its companions.
#include "x509/lint.h"

#include <algorithm>

#include "x509/lint/lint_rules.h"

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

namespace {

/// A rule about an extension of which not even the form is right does not hold.
bool holds(const LintRule& rule, const Certificate& certificate) {
  try {
    return rule.holds(certificate);
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::vector<Fault> lint(const Certificate& certificate) {
  std::vector<Fault> faults;
  for (const LintRule& rule : lint_rules()) {
    if (!holds(rule, certificate)) faults.push_back({Kind::denied, rule.code, rule.clause, rule.what, {}});
  }
  return faults;
}

}  // namespace pkit::x509
