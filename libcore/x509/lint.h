// Our own lint: one row a clause of RFC 5280, run over the DER of what is about to be signed and of what was.
#pragma once

#include <span>
#include <vector>

#include "base/error.h"
#include "x509/certificate.h"

namespace pkit::x509 {

struct LintRule {
  const char* code;    // "lint.serial"
  const char* clause;  // "RFC 5280 4.1.2.2"
  bool (*holds)(const Certificate&);
  const char* what;  // what is wrong where it does not hold
};
std::span<const LintRule> lint_rules();
/// Every rule that does not hold, as faults of kind denied with the clause in `where`.
std::vector<Fault> lint(const Certificate& certificate);

}  // namespace pkit::x509
