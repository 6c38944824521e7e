// The extensions that restrict or explain a path, as values: name constraints and policies (RFC 5280 4.2.1.4, 4.2.1.5,
// 4.2.1.10, 4.2.1.11, 4.2.1.14). Each reader judges the form; what is well formed but unwise is for whoever uses it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "x509/certificate.h"
#include "x509/general_names.h"

namespace pkit::x509 {

struct NameConstraints {
  std::vector<GeneralName> permitted, excluded;  // an address has its mask behind it: 8 or 32 octets
};
/// Error{input "constraints.names"} for an empty list, a minimum or maximum, an address without a prefix of ones for a
/// mask, a host or mailbox that is none (a wildcard, a scheme, a port, a final dot); {input "der.*"}, {"name.*"}.
NameConstraints decode_name_constraints(BytesView value);

/// OIDs in their order. Error{input "constraints.policies"} for an empty list, a policy that is there twice, or a
/// qualifier that is not known of a critical extension or of anyPolicy (4.2.1.4); {input "der.*"}.
std::vector<std::string> decode_policy_list(BytesView value, bool critical);

/// issuerDomainPolicy, subjectDomainPolicy. Error{input "constraints.policies"} for an empty list; {input "der.*"}.
std::vector<std::pair<std::string, std::string>> decode_policy_mappings(BytesView value);

struct PolicyConstraints {
  std::optional<int> require_explicit, inhibit_mapping;  // certificates that may still follow
};
/// Error{input "constraints.policies"} where it says nothing, or a number is negative; {input "der.*"}.
PolicyConstraints decode_policy_constraints(BytesView value);
int decode_inhibit_any_policy(BytesView value);

}  // namespace pkit::x509
