// Lint: extensions that pkit reads and never writes.
#include <algorithm>

#include "x509/der.h"
#include "x509/lint/lint_rules.h"

namespace pkit::x509 {

namespace {

using C = const Certificate&;

bool only_on_ca(C c, oid::Oid oid) { return is_ca(c) || !c.extension(oid); }

bool policy_constraints(C c) {
  return only_on_ca(c, oid::kPolicyConstraints) && critical_is(c, oid::kPolicyConstraints, true);
}

bool inhibit_any_policy(C c) {
  return only_on_ca(c, oid::kInhibitAnyPolicy) && critical_is(c, oid::kInhibitAnyPolicy, true);
}

/// "Policies MUST NOT be mapped either to or from the special value anyPolicy".
bool policy_mappings(C c) {
  const Extension* extension = c.extension(oid::kPolicyMappings);
  if (!extension) return true;
  der::Reader document(extension->value);
  der::Reader mappings = document.enter(der::kSequence, "policyMappings");
  bool sound = is_ca(c) && !mappings.empty();
  while (!mappings.empty()) {
    der::Reader mapping = mappings.enter(der::kSequence, "policyMapping");
    for (const char* policy : {"issuerDomainPolicy", "subjectDomainPolicy"})
      sound = der::oid(mapping.expect(der::kOid, policy)) != oid::kAnyPolicy && sound;
  }
  return sound;
}

bool issuer_alt_name_plain(C c) { return critical_is(c, oid::kIssuerAltName, false); }

bool directory_attributes_plain(C c) { return critical_is(c, oid::kSubjectDirectoryAttributes, false); }

bool freshest_crl_plain(C c) { return critical_is(c, oid::kFreshestCrl, false); }

bool subject_information_plain(C c) { return critical_is(c, oid::kSubjectInformation, false); }

/// A DistributionPoint with nothing but reasons points nowhere.
bool crl_points_point(C c) {
  const Extension* extension = c.extension(oid::kCrlDistributionPoints);
  if (!extension) return true;
  der::Reader document(extension->value);
  bool all = true;
  for (der::Reader points = document.enter(der::kSequence, "cRLDistributionPoints"); !points.empty();) {
    der::Reader point = points.enter(der::kSequence, "DistributionPoint");
    const bool name = point.optional(der::context(0, true)).has_value();
    point.optional(der::context(1, false));
    all = all && (name || point.optional(der::context(2, true)).has_value());
  }
  return all;
}

/// "authorityCertIssuer and authorityCertSerialNumber MUST both be present or both be absent" (A.2).
bool authority_key_id_pair(C c) {
  const Extension* extension = c.extension(oid::kAuthorityKeyIdentifier);
  if (!extension) return true;
  der::Reader document(extension->value);
  der::Reader fields = document.enter(der::kSequence, "authorityKeyIdentifier");
  fields.optional(der::context(0, false));
  const bool issuer = fields.optional(der::context(1, true)).has_value();
  return issuer == fields.optional(der::context(2, false)).has_value();
}

/// Where nobody says whether it is revoked, nothing says where that could be asked.
bool no_revocation_alone(C c) {
  if (!c.extension(oid::kNoRevocation)) return true;
  return !is_ca(c) && critical_is(c, oid::kNoRevocation, false) && c.ocsp_urls.empty() &&
         !c.extension(oid::kCrlDistributionPoints) && !c.extension(oid::kFreshestCrl);
}

/// Who is never checked can do nothing but answer for its CA.
bool no_check_of_responder(C c) {
  if (!c.extension(oid::kOcspNoCheck)) return true;
  return !is_ca(c) && critical_is(c, oid::kOcspNoCheck, false) &&
         c.extended_key_usage == std::vector<std::string>{"OCSPSigning"};
}

constexpr LintRule kExtensionRules[] = {
    {"lint.policy_constraints", "RFC 5280 4.2.1.11", policy_constraints,
     "policy constraints that are not critical, or not on a CA"},
    {"lint.inhibit_any_policy", "RFC 5280 4.2.1.14", inhibit_any_policy,
     "inhibitAnyPolicy that is not critical, or not on a CA"},
    {"lint.policy_mappings", "RFC 5280 4.2.1.5", policy_mappings,
     "policy mappings that are empty, of anyPolicy, or not on a CA"},
    {"lint.issuer_alt_name", "RFC 5280 4.2.1.7", issuer_alt_name_plain, "the issuer alternative names are critical"},
    {"lint.directory_attributes", "RFC 5280 4.2.1.8", directory_attributes_plain,
     "the subject directory attributes are critical"},
    {"lint.freshest_crl", "RFC 5280 4.2.1.15", freshest_crl_plain, "the freshest CRL is critical"},
    {"lint.subject_information", "RFC 5280 4.2.2.2", subject_information_plain, "the subject information is critical"},
    {"lint.crl_urls.point", "RFC 5280 4.2.1.13", crl_points_point, "a CRL distribution point points nowhere"},
    {"lint.authority_key_id.pair", "RFC 5280 A.2", authority_key_id_pair,
     "the authority key identifier has an issuer without a serial number, or the other way round"},
    {"lint.no_revocation", "RFC 9608 2", no_revocation_alone,
     "noRevAvail that is critical, on a CA, or beside a CRL or an OCSP responder"},
    {"lint.ocsp_no_check", "RFC 6960 4.2.2.2.1", no_check_of_responder,
     "ocsp-nocheck that is critical, or on what is no OCSP responder alone"},
};

}  // namespace

std::span<const LintRule> lint_extension_rules() { return kExtensionRules; }

}  // namespace pkit::x509
