// Lint: version, serial, algorithm, times, key, key identifiers and URLs.
#include <set>

#include "base/text.h"
#include "x509/der.h"
#include "x509/der/validity.h"
#include "x509/extensions/extensions.h"
#include "x509/lint/lint_rules.h"

namespace pkit::x509 {

namespace {

using C = const Certificate&;

bool version_3(C c) { return c.version == 3; }

bool serial_positive(C c) {
  const bool zero = std::all_of(c.serial.begin(), c.serial.end(), [](std::uint8_t octet) { return octet == 0; });
  return !zero && c.serial[0] < 0x80;
}

bool serial_short(C c) { return c.serial.size() <= 20; }

bool strong_signature(C c) { return c.signature_algorithm.taken; }

bool times_in_order(C c) { return c.not_before <= c.not_after; }

/// The types of the two times, which the decoded certificate no longer tells.
bool time_types(C c) {
  der::Reader document(c.tbs);
  der::Reader tbs = document.enter(der::kSequence, "TBSCertificate");
  tbs.optional(der::context(0, true));
  tbs.expect(der::kInteger, "serialNumber");
  tbs.expect(der::kSequence, "signature");
  tbs.expect(der::kSequence, "issuer");
  der::Reader validity = tbs.enter(der::kSequence, "validity");
  return validity.next().tag == time_tag(c.not_before) && validity.next().tag == time_tag(c.not_after);
}

bool key_taken(C c) { return c.key_taken; }

/// The issuer's name is copied, however it is encoded.
bool encoded_well(C c) {
  return std::all_of(c.oddities.begin(), c.oddities.end(),
                     [](const Oddity& oddity) { return oddity.which == Tolerance::dns_underscore; });
}

bool no_unique_ids(C c) { return !c.has_unique_ids; }

/// A critical extension that we do not know restricts in a way that we would not see.
bool critical_known(C c) {
  static const std::set<std::string_view> known = {oid::kBasicConstraints,
                                                   oid::kKeyUsage,
                                                   oid::kExtendedKeyUsage,
                                                   oid::kSubjectAltName,
                                                   oid::kSubjectKeyIdentifier,
                                                   oid::kAuthorityKeyIdentifier,
                                                   oid::kCrlDistributionPoints,
                                                   oid::kAuthorityInfoAccess,
                                                   oid::kCertificatePolicies,
                                                   oid::kNameConstraints,
                                                   oid::kPolicyConstraints,
                                                   oid::kPolicyMappings,
                                                   oid::kInhibitAnyPolicy,
                                                   oid::kIssuerAltName,
                                                   oid::kFreshestCrl,
                                                   oid::kSubjectInformation,
                                                   oid::kSubjectDirectoryAttributes};
  return std::all_of(c.extensions.begin(), c.extensions.end(),
                     [](const Extension& e) { return !e.critical || known.contains(e.oid); });
}

bool has_subject_key_id(C c) { return c.extension(oid::kSubjectKeyIdentifier); }

bool subject_key_id_filled(C c) { return !has_subject_key_id(c) || !c.subject_key_id.empty(); }

bool subject_key_id_derived(C c) {
  return c.subject_key_id.empty() || equal(c.subject_key_id, subject_key_id(c.key.key_bits()));
}

bool subject_key_id_plain(C c) { return critical_is(c, oid::kSubjectKeyIdentifier, false); }

bool is_self_issued(C c) { return equal(c.issuer.der(), c.subject.der()); }

bool has_authority_key_id(C c) { return c.extension(oid::kAuthorityKeyIdentifier) || is_self_issued(c); }

bool authority_key_id_filled(C c) {
  return !c.extension(oid::kAuthorityKeyIdentifier) || !c.authority_key_id.empty() || is_self_issued(c);
}

bool authority_key_id_plain(C c) { return critical_is(c, oid::kAuthorityKeyIdentifier, false); }

bool fetchable(const std::vector<std::string>& urls) {
  constexpr std::string_view schemes[] = {"http://", "https://", "ldap://", "ldaps://"};
  return std::all_of(urls.begin(), urls.end(), [&](const std::string& url) {
    const std::string lowered = lower(url);
    return std::any_of(std::begin(schemes), std::end(schemes), [&](auto each) { return lowered.starts_with(each); });
  });
}

bool crl_urls_fetchable(C c) { return fetchable(c.crl_urls); }

bool crl_urls_plain(C c) { return critical_is(c, oid::kCrlDistributionPoints, false); }

bool authority_urls_fetchable(C c) { return fetchable(c.ocsp_urls) && fetchable(c.issuer_urls); }

bool authority_info_plain(C c) { return critical_is(c, oid::kAuthorityInfoAccess, false); }

/// Nothing looks into the policies when a certificate is read, so they may be no such list at all.
bool policies_once(C c) {
  const Extension* extension = c.extension(oid::kCertificatePolicies);
  if (!extension) return true;
  const std::vector<std::string> oids = decode_policies(extension->value);
  return !oids.empty() && std::set<std::string>(oids.begin(), oids.end()).size() == oids.size();
}

constexpr LintRule kFieldRules[] = {
    {"lint.version", "RFC 5280 4.1.2.1", version_3, "the version is not 3"},
    {"lint.encoding", "X.690 11", encoded_well, "something in it is not encoded as the standards have it"},
    {"lint.serial.positive", "RFC 5280 4.1.2.2", serial_positive, "the serial number is not positive"},
    {"lint.serial.length", "RFC 5280 4.1.2.2", serial_short, "the serial number has more than 20 octets"},
    {"lint.signature", "RFC 5280 4.1.2.3", strong_signature, "the signature algorithm is weak or unknown"},
    {"lint.validity.order", "RFC 5280 4.1.2.5", times_in_order, "it ends before it begins"},
    {"lint.validity.type", "RFC 5280 4.1.2.5", time_types, "a time is not of the type that its year demands"},
    {"lint.key", "RFC 5280 4.1.2.7", key_taken, "the key is of a kind or size that is not taken"},
    {"lint.unique_ids", "RFC 5280 4.1.2.8", no_unique_ids, "it has a unique identifier"},
    {"lint.critical", "RFC 5280 4.2", critical_known, "it has a critical extension that is not known"},
    {"lint.subject_key_id", "RFC 5280 4.2.1.2", has_subject_key_id, "it has no subject key identifier"},
    {"lint.subject_key_id.empty", "RFC 5280 4.2.1.2", subject_key_id_filled,
     "the subject key identifier has no octets"},
    {"lint.subject_key_id.value", "RFC 7093 2", subject_key_id_derived,
     "the subject key identifier is not derived from the key"},
    {"lint.subject_key_id.critical", "RFC 5280 4.2.1.2", subject_key_id_plain,
     "the subject key identifier is critical"},
    {"lint.authority_key_id", "RFC 5280 4.2.1.1", has_authority_key_id, "it has no authority key identifier"},
    {"lint.authority_key_id.empty", "RFC 5280 4.2.1.1", authority_key_id_filled,
     "the authority key identifier names no key"},
    {"lint.authority_key_id.critical", "RFC 5280 4.2.1.1", authority_key_id_plain,
     "the authority key identifier is critical"},
    {"lint.crl_urls", "RFC 5280 4.2.1.13", crl_urls_fetchable, "a CRL's URL is neither HTTP nor LDAP"},
    {"lint.crl_urls.critical", "RFC 5280 4.2.1.13", crl_urls_plain, "the CRL distribution points are critical"},
    {"lint.authority_info", "RFC 5280 4.2.2.1", authority_urls_fetchable,
     "a URL of the authority is neither HTTP nor LDAP"},
    {"lint.authority_info.critical", "RFC 5280 4.2.2.1", authority_info_plain, "the authority information is critical"},
    {"lint.policies", "RFC 5280 4.2.1.4", policies_once,
     "a policy is there twice, none is, or what is there is no list of them"},
};

}  // namespace

std::span<const LintRule> lint_field_rules() { return kFieldRules; }

}  // namespace pkit::x509
