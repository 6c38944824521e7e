#include "x509/constraints.h"

#include <algorithm>
#include <set>

#include "x509/der.h"
#include "x509/names/general_name.h"
#include "x509/oid.h"
#include "x509/san.h"

namespace pkit::x509 {

namespace {

constexpr const char* kNames = "constraints.names";
constexpr const char* kPolicies = "constraints.policies";

/// Ones, then zeros (RFC 4632).
bool is_mask(BytesView octets) {
  bool ended = false;
  for (const std::uint8_t octet : octets) {
    for (int bit = 7; bit >= 0; --bit) {
      const bool one = (octet >> bit & 1) != 0;
      if (one && ended) return false;
      ended = ended || !one;
    }
  }
  return true;
}

void check_address(const GeneralName& name, std::size_t at) {
  const BytesView octets = name.octets;
  if (octets.size() != 8 && octets.size() != 32) der::fail(kNames, "an address range of a wrong length", at);
  if (!is_mask(octets.subspan(octets.size() / 2))) der::fail(kNames, "an address range whose mask is no prefix", at);
}

/// A host, or a domain after a dot. A wildcard, a port, a scheme or a final dot is in no name, so that whoever excludes
/// such a thing would exclude nothing.
bool is_host_tree(std::string_view text) {
  if (text.starts_with('.')) text.remove_prefix(1);
  return !text.starts_with('*') && valid_dns_name_but_underscores(text);
}

/// "*@example.com" means a mailbox called "*", and whoever wrote it meant all of them.
bool is_mail_tree(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return is_host_tree(text);
  const std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
  const bool visible = std::all_of(local.begin(), local.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '*'; });
  return !local.empty() && visible && !domain.starts_with('.') && is_host_tree(domain);
}

void check_subtree(const GeneralName& name, std::size_t at) {
  if (name.form == NameForm::ip) check_address(name, at);
  const bool text = name.form == NameForm::dns || name.form == NameForm::uri || name.form == NameForm::email;
  if (!text || name.text.empty()) return;  // the empty one has every name in it
  const bool sound = name.form == NameForm::email ? is_mail_tree(name.text) : is_host_tree(name.text);
  if (!sound) der::fail(kNames, std::string("a subtree that no ") + name_form_word(name.form) + " can be in", at);
}

GeneralName read_subtree(der::Reader fields) {
  const der::Element base = fields.next();
  GeneralName name = read_general_name(fields, base);
  check_subtree(name, base.offset);
  if (fields.optional(der::context(0, false)) || fields.optional(der::context(1, false)))
    der::fail(kNames, "a subtree with a minimum or maximum", base.offset);  // "minimum MUST be zero", DER omits it
  fields.end("GeneralSubtree");
  return name;
}

std::vector<GeneralName> read_subtrees(der::Reader list) {
  if (list.empty()) der::fail(kNames, "an empty list of subtrees", list.offset());
  std::vector<GeneralName> all;
  while (!list.empty()) all.push_back(read_subtree(list.enter(der::kSequence, "GeneralSubtree")));
  return all;
}

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

NameConstraints decode_name_constraints(BytesView value) {
  der::Reader document(value);
  der::Reader fields = document.enter(der::kSequence, "nameConstraints");
  document.end("nameConstraints");
  if (fields.empty()) der::fail(kNames, "name constraints that constrain nothing", fields.offset());
  NameConstraints constraints;
  if (const auto list = fields.optional(der::context(0, true)))
    constraints.permitted = read_subtrees(fields.inside(*list));
  if (const auto list = fields.optional(der::context(1, true)))
    constraints.excluded = read_subtrees(fields.inside(*list));
  fields.end("nameConstraints");
  return constraints;
}

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
