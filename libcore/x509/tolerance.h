// Encodings that the standards forbid and that every reader understands alike: of certificates that others made they
// are read and told, of requests they are faults unless a profile lets them pass. Nothing belongs here that two readers
// could take for two things.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace pkit::x509 {

enum class Tolerance {
  no_attributes,
  version_2,
  empty_version,
  written_default,
  boolean_one,
  printable_marks,
  rsa_without_null,
  ecdsa_with_null,
  zero_usage_bits,
  empty_attribute,
  dns_underscore,
  empty_value,
};

using Tolerances = std::set<Tolerance>;

/// A row of the table. `word` is a profile's, empty for what is let pass in certificates alone; `code` and `what` are
/// the fault's where it is not.
struct ToleranceRow {
  Tolerance id;
  std::string_view word;
  const char* clause;
  const char* code;
  const char* what;
};
std::span<const ToleranceRow> tolerance_rows();
const ToleranceRow& row_of(Tolerance tolerance);
std::optional<Tolerance> tolerance_by_word(std::string_view word);
Tolerances all_tolerances();
/// Those that a profile can have.
std::vector<std::string> tolerance_words();

/// One such encoding, and where.
struct Oddity {
  Tolerance which;
  std::size_t at;
};
using Oddities = std::vector<Oddity>;

/// Notes it in `seen`; where nobody takes notes (null) it is Error{input, the row's code}.
void note(Oddities* seen, Tolerance which, std::size_t at);
/// As a fault of kind input, whose hint names the tolerance.
Fault fault_of(const Oddity& oddity);
/// "version-2: version is not 0, which is PKCS #10 v1 (RFC 2986 4.1)": for whoever is told that it was let pass.
std::string told(const Oddity& oddity);

}  // namespace pkit::x509
