#include "path/facts.h"

#include <algorithm>

#include "base/error.h"
#include "x509/name_norm.h"
#include "x509/oid.h"

namespace pkit::path {

namespace {

namespace oid = x509::oid;

struct ExtensionName {
  oid::Oid oid;
  const char* name;
};
constexpr ExtensionName kNames[] = {
    {oid::kSubjectDirectoryAttributes, "subjectDirectoryAttributes"},
    {oid::kSubjectKeyIdentifier, "subjectKeyIdentifier"},
    {oid::kKeyUsage, "keyUsage"},
    {oid::kSubjectAltName, "subjectAltName"},
    {oid::kIssuerAltName, "issuerAltName"},
    {oid::kBasicConstraints, "basicConstraints"},
    {oid::kNameConstraints, "nameConstraints"},
    {oid::kCrlDistributionPoints, "cRLDistributionPoints"},
    {oid::kCertificatePolicies, "certificatePolicies"},
    {oid::kPolicyMappings, "policyMappings"},
    {oid::kAuthorityKeyIdentifier, "authorityKeyIdentifier"},
    {oid::kPolicyConstraints, "policyConstraints"},
    {oid::kExtendedKeyUsage, "extendedKeyUsage"},
    {oid::kFreshestCrl, "freshestCRL"},
    {oid::kInhibitAnyPolicy, "inhibitAnyPolicy"},
    {oid::kNoRevocation, "noRevAvail"},
    {oid::kAuthorityInfoAccess, "authorityInfoAccess"},
    {oid::kSubjectInformation, "subjectInfoAccess"},
};

/// Reads one extension where it is there; what cannot be read is noted.
template <class Fn>
void read_one(Facts& facts, oid::Oid which, Fn&& read) {
  const x509::Extension* extension = facts.certificate->extension(which);
  if (!extension) return;
  try {
    read(BytesView(extension->value));
  } catch (const Error& error) {
    if (error.kind() != Kind::input) throw;
    facts.malformed.emplace_back(extension_name(which), error.what());
  }
}

/// A name that is empty or goes on behind a NUL is two names to two readers.
void check_name(const x509::GeneralName& name) {
  const bool text =
      name.form == x509::NameForm::dns || name.form == x509::NameForm::email || name.form == x509::NameForm::uri;
  const bool sound = text ? !name.text.empty() && name.text.find('\0') == std::string::npos
                          : name.form != x509::NameForm::ip || name.octets.size() == 4 || name.octets.size() == 16;
  if (!sound)
    throw Error(Kind::input, "path.malformed", std::string("a ") + x509::name_form_word(name.form) + " that is none");
}

/// RFC 9608 2: the value is NULL.
void check_null(BytesView value) {
  constexpr std::uint8_t kNull[] = {0x05, 0x00};
  if (!equal(value, kNull)) throw Error(Kind::input, "path.malformed", "it is not NULL");
}

}  // namespace

std::string extension_name(std::string_view oid) {
  const auto found =
      std::find_if(std::begin(kNames), std::end(kNames), [&](const ExtensionName& row) { return row.oid == oid; });
  return found == std::end(kNames) ? std::string(oid) : found->name;
}

Facts facts_of(const x509::Certificate& certificate, bool anchor) {
  Facts f;
  f.certificate = &certificate;
  f.anchor = anchor;
  f.subject = x509::normalized(certificate.subject);
  f.issuer = x509::normalized(certificate.issuer);
  read_one(f, oid::kSubjectAltName, [&](BytesView value) {
    f.names = x509::read_general_names(value);
    std::for_each(f.names.begin(), f.names.end(), check_name);
  });
  read_one(f, oid::kNoRevocation, [&](BytesView value) { check_null(value); });
  read_one(f, oid::kIssuerAltName, [&](BytesView value) { x509::read_general_names(value); });
  read_one(f, oid::kNameConstraints,
           [&](BytesView value) { f.name_constraints = x509::decode_name_constraints(value); });
  read_one(f, oid::kCertificatePolicies, [&](BytesView value) {
    f.policies = x509::decode_policy_list(value, certificate.extension(oid::kCertificatePolicies)->critical);
  });
  read_one(f, oid::kPolicyMappings, [&](BytesView value) { f.mappings = x509::decode_policy_mappings(value); });
  read_one(f, oid::kPolicyConstraints,
           [&](BytesView value) { f.policy_constraints = x509::decode_policy_constraints(value); });
  read_one(f, oid::kInhibitAnyPolicy, [&](BytesView value) { f.inhibit_any = x509::decode_inhibit_any_policy(value); });
  read_one(f, oid::kCrlDistributionPoints,
           [&](BytesView value) { f.points = x509::decode_distribution_points(value); });
  read_one(f, oid::kFreshestCrl, [&](BytesView value) { x509::decode_distribution_points(value); });
  return f;
}

}  // namespace pkit::path
