// The parts of the lint table, and what their rules have in common. Internal to x509/.
#pragma once

#include <algorithm>
#include <string_view>

#include "x509/lint.h"
#include "x509/oid.h"

namespace pkit::x509 {

std::span<const LintRule> lint_field_rules();      // version to key, key identifiers, URLs
std::span<const LintRule> lint_usage_rules();      // what the key may be used for
std::span<const LintRule> lint_extension_rules();  // those that pkit never writes
std::span<const LintRule> lint_name_rules();       // issuer, subject, subjectAltName

inline bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Absent, or of this criticality.
inline bool critical_is(const Certificate& c, oid::Oid oid, bool critical) {
  const Extension* extension = c.extension(oid);
  return !extension || extension->critical == critical;
}

inline bool is_ca(const Certificate& c) { return c.is_ca == true; }

}  // namespace pkit::x509
