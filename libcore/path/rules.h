// Every reason for which a path is refused: one row a rule, with the clause that has it and what to do about it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/error.h"

namespace pkit::path {

enum class Rule {
  issuer,
  signature,
  not_yet,
  expired,
  revoked,
  no_status,
  not_permitted,
  excluded,
  unjudged_name,
  policy,
  policy_mapping,
  not_ca,
  path_length,
  key_usage,
  critical,
  malformed,
  leaf_extension,
  key,
  digest,
  purpose,
  purpose_usage,
  hostname,
  address,
  email,
  no_revocation,
  profile,
  depth,
  budget,
  libcrypto,
};

struct RuleRow {
  Rule rule;
  const char* code;    // "path.expired"
  const char* clause;  // "RFC 5280 6.1.3 (a)(2)"
  const char* remedy;  // one line
};
std::span<const RuleRow> rules();
const RuleRow& row_of(Rule rule);

/// One reason, of one certificate of a path.
struct Finding {
  Rule rule = Rule::issuer;
  std::size_t at = 0;                    // index in the path, 0 is the leaf
  std::string extension;                 // its name as RFC 5280 has it, may be empty
  std::string what;                      // what is wrong, in words
  std::string clause = {}, remedy = {};  // where they say more than the row's
};

/// The clauses of the profile for issuing that the strict stance demands and --lenient does not: codes of x509/lint.h.
std::span<const char* const> strict_lint_codes();

}  // namespace pkit::path
