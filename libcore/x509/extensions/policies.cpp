// Certificate policies (RFC 5280 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14), read.
#include <set>

#include "x509/constraints.h"
#include "x509/der.h"
#include "x509/oid.h"
#include "x509/san.h"

namespace pkit::x509 {

namespace {

constexpr const char* kPolicies = "constraints.policies";

int skip_certificates(const der::Element& e) {
  const BytesView number = der::integer(e);
  if (number[0] >= 0x80) der::fail(kPolicies, "a negative number of certificates", e.offset);
  constexpr int kMany = 1'000'000;  // more than any path has
  return number.size() > 3 ? kMany : static_cast<int>(der::small_integer(e));
}

/// INTEGER under an implicit context tag.
std::optional<int> tagged_number(der::Reader& fields, int tag) {
  const auto found = fields.optional(der::context(tag, false));
  return found ? std::optional<int>(skip_certificates(*found)) : std::nullopt;
}

/// Is it one that RFC 5280 has: a URI of the practice statement, or a notice?
bool read_qualifier(der::Reader fields) {
  const std::string oid = der::oid(fields.expect(der::kOid, "policyQualifierId"));
  if (!fields.empty()) der::check(fields, fields.next());
  fields.end("PolicyQualifierInfo");
  return oid == oid::kPracticeStatement || oid == oid::kUserNotice;
}

std::string read_policy(der::Reader fields, bool critical) {
  std::string oid = der::oid(fields.expect(der::kOid, "policyIdentifier"));
  if (const auto list = fields.optional(der::kSequence)) {
    der::Reader qualifiers = fields.inside(*list);
    if (qualifiers.empty()) der::fail(kPolicies, "an empty list of policy qualifiers", list->offset);
    while (!qualifiers.empty()) {
      const std::size_t at = qualifiers.offset();
      const bool known = read_qualifier(qualifiers.enter(der::kSequence, "PolicyQualifierInfo"));
      if (!known && (critical || oid == oid::kAnyPolicy)) der::fail(kPolicies, "a qualifier that is not known", at);
    }
  }
  fields.end("PolicyInformation");
  return oid;
}

}  // namespace

std::vector<std::string> decode_policy_list(BytesView value, bool critical) {
  der::Reader document(value);
  der::Reader policies = document.enter(der::kSequence, "certificatePolicies");
  document.end("certificatePolicies");
  if (policies.empty()) der::fail(kPolicies, "an empty list of policies", policies.offset());
  std::vector<std::string> oids;
  std::set<std::string> seen;
  while (!policies.empty()) {
    const std::size_t at = policies.offset();
    oids.push_back(read_policy(policies.enter(der::kSequence, "PolicyInformation"), critical));
    if (!seen.insert(oids.back()).second) der::fail(kPolicies, "the policy " + oids.back() + " is there twice", at);
  }
  return oids;
}

std::vector<std::pair<std::string, std::string>> decode_policy_mappings(BytesView value) {
  der::Reader document(value);
  der::Reader list = document.enter(der::kSequence, "policyMappings");
  document.end("policyMappings");
  if (list.empty()) der::fail(kPolicies, "an empty list of policy mappings", list.offset());
  std::vector<std::pair<std::string, std::string>> mappings;
  while (!list.empty()) {
    der::Reader fields = list.enter(der::kSequence, "policyMapping");
    std::string issuer = der::oid(fields.expect(der::kOid, "issuerDomainPolicy"));
    std::string subject = der::oid(fields.expect(der::kOid, "subjectDomainPolicy"));
    fields.end("policyMapping");
    mappings.emplace_back(std::move(issuer), std::move(subject));
  }
  return mappings;
}

PolicyConstraints decode_policy_constraints(BytesView value) {
  der::Reader document(value);
  der::Reader fields = document.enter(der::kSequence, "policyConstraints");
  document.end("policyConstraints");
  if (fields.empty()) der::fail(kPolicies, "policy constraints that constrain nothing", fields.offset());
  PolicyConstraints constraints;
  constraints.require_explicit = tagged_number(fields, 0);
  constraints.inhibit_mapping = tagged_number(fields, 1);
  fields.end("policyConstraints");
  return constraints;
}

int decode_inhibit_any_policy(BytesView value) {
  der::Reader document(value);
  const int number = skip_certificates(document.expect(der::kInteger, "inhibitAnyPolicy"));
  document.end("inhibitAnyPolicy");
  return number;
}

}  // namespace pkit::x509
