// The codes of the lint. Append; never rename or remove a row.
#include "base/codes.h"

namespace pkit {

namespace {

constexpr CodeRow kLintRows[] = {
    {"lint.policy_constraints", Kind::denied, "policy constraints that are not critical, or not on a CA"},
    {"lint.inhibit_any_policy", Kind::denied, "inhibitAnyPolicy that is not critical, or not on a CA"},
    {"lint.policy_mappings", Kind::denied, "policy mappings that are empty, of anyPolicy, or not on a CA"},
    {"lint.issuer_alt_name", Kind::denied, "the issuer alternative names are critical"},
    {"lint.directory_attributes", Kind::denied, "the subject directory attributes are critical"},
    {"lint.freshest_crl", Kind::denied, "the freshest CRL is critical"},
    {"lint.subject_information", Kind::denied, "the subject information is critical"},
    {"lint.crl_urls.point", Kind::denied, "a CRL distribution point points nowhere"},
    {"lint.authority_key_id.pair", Kind::denied,
     "the authority key identifier has an issuer without a serial number, or the other way round"},
    {"lint.no_revocation", Kind::denied, "noRevAvail that is critical, on a CA, or beside a CRL or an OCSP responder"},
    {"lint.ocsp_no_check", Kind::denied, "ocsp-nocheck that is critical, or on what is no OCSP responder alone"},
    {"lint.authority_info", Kind::denied, "a URL of the authority is neither HTTP nor LDAP"},
    {"lint.authority_info.critical", Kind::denied, "the authority information is critical"},
    {"lint.authority_key_id", Kind::denied, "it has no authority key identifier"},
    {"lint.authority_key_id.empty", Kind::denied, "the authority key identifier names no key"},
    {"lint.authority_key_id.critical", Kind::denied, "the authority key identifier is critical"},
    {"lint.constraints.critical", Kind::denied, "the basic constraints of a CA are not critical"},
    {"lint.critical", Kind::denied, "it has a critical extension that is not known"},
    {"lint.crl_urls", Kind::denied, "a CRL's URL is neither HTTP nor LDAP"},
    {"lint.crl_urls.critical", Kind::denied, "the CRL distribution points are critical"},
    {"lint.issuer", Kind::denied, "the issuer is empty"},
    {"lint.key", Kind::denied, "the key is of a kind or size that is not taken"},
    {"lint.key_usage", Kind::denied, "a CA has no key usage"},
    {"lint.key_usage.agreement", Kind::denied, "encipherOnly or decipherOnly without keyAgreement"},
    {"lint.key_usage.ca", Kind::denied, "a CA may not sign certificates"},
    {"lint.key_usage.critical", Kind::denied, "the key usage is not critical"},
    {"lint.encoding", Kind::denied, "something is not encoded as the standards have it"},
    {"lint.key_usage.empty", Kind::denied, "the key usage allows nothing"},
    {"lint.key_usage.ec", Kind::denied, "an EC key cannot encipher"},
    {"lint.key_usage.ed25519", Kind::denied, "an Ed25519 key can only sign"},
    {"lint.key_usage.leaf", Kind::denied, "what is no CA may sign certificates"},
    {"lint.key_usage.only", Kind::denied, "encipherOnly and decipherOnly together"},
    {"lint.key_usage.rsa", Kind::denied, "an RSA key cannot agree on keys"},
    {"lint.key_usage.rsa_pss", Kind::denied, "an RSA-PSS key cannot encipher"},
    {"lint.name.bounds", Kind::denied, "a value in a name is longer than its upper bound"},
    {"lint.name.country", Kind::denied, "a country is not two letters in a PrintableString"},
    {"lint.name.string", Kind::denied, "a name is in an old string type"},
    {"lint.name_constraints", Kind::denied, "name constraints that are not critical, or not on a CA"},
    {"lint.path_length", Kind::denied, "a path length on a key that signs no certificates"},
    {"lint.policies", Kind::denied, "a policy is there twice, none is, or what is there is no list of them"},
    {"lint.purpose", Kind::denied, "no key usage allows one of the extended key usages"},
    {"lint.purpose.any", Kind::denied, "anyExtendedKeyUsage is critical"},
    {"lint.san", Kind::denied, "a subject alternative name is not well formed"},
    {"lint.san.critical", Kind::denied, "subjectAltName must be critical exactly where the subject is empty"},
    {"lint.san.underscore", Kind::denied, "a dns name has an underscore"},
    {"lint.san.empty", Kind::denied, "subjectAltName, or a name in it, is empty"},
    {"lint.serial.length", Kind::denied, "the serial number has more than 20 octets"},
    {"lint.serial.positive", Kind::denied, "the serial number is not positive"},
    {"lint.signature", Kind::denied, "the signature algorithm is weak or unknown"},
    {"lint.subject", Kind::denied, "it has neither subject nor subject alternative names"},
    {"lint.subject.ca", Kind::denied, "the subject of a CA is empty"},
    {"lint.subject_key_id", Kind::denied, "it has no subject key identifier"},
    {"lint.subject_key_id.critical", Kind::denied, "the subject key identifier is critical"},
    {"lint.subject_key_id.empty", Kind::denied, "the subject key identifier has no octets"},
    {"lint.subject_key_id.value", Kind::denied, "the subject key identifier is not derived from the key"},
    {"lint.unique_ids", Kind::denied, "it has a unique identifier"},
    {"lint.validity.order", Kind::denied, "it ends before it begins"},
    {"lint.validity.type", Kind::denied, "a time is not of the type that its year demands"},
    {"lint.version", Kind::denied, "the version is not 3"},
};

}  // namespace

std::span<const CodeRow> lint_codes() { return kLintRows; }

}  // namespace pkit
