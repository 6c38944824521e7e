// Lint: what the key may be used for.
#include "x509/lint/lint_rules.h"

namespace pkit::x509 {

namespace {

using C = const Certificate&;

bool uses(C c, std::string_view word) { return contains(c.key_usage, word); }

bool constraints_critical(C c) { return !is_ca(c) || critical_is(c, oid::kBasicConstraints, true); }

bool path_length_of_signer(C c) { return !c.path_length || (is_ca(c) && uses(c, "keyCertSign")); }

bool ca_has_usage(C c) { return !is_ca(c) || c.extension(oid::kKeyUsage); }

bool usage_says_something(C c) { return !c.extension(oid::kKeyUsage) || !c.key_usage.empty(); }

bool ca_may_sign(C c) { return !is_ca(c) || c.key_usage.empty() || uses(c, "keyCertSign"); }

bool only_ca_signs(C c) { return is_ca(c) || !uses(c, "keyCertSign"); }

bool usage_critical(C c) { return critical_is(c, oid::kKeyUsage, true); }

bool only_with_agreement(C c) {
  return uses(c, "keyAgreement") || (!uses(c, "encipherOnly") && !uses(c, "decipherOnly"));
}

bool not_both_only(C c) { return !uses(c, "encipherOnly") || !uses(c, "decipherOnly"); }

bool enciphers(C c) { return uses(c, "keyEncipherment") || uses(c, "dataEncipherment"); }

bool ec_does_not_encipher(C c) { return c.key.type() != KeyType::ec || !enciphers(c); }

bool pss_does_not_encipher(C c) { return c.key.type() != KeyType::rsa_pss || !enciphers(c); }

bool rsa_does_not_agree(C c) {
  const bool rsa = c.key.type() == KeyType::rsa || c.key.type() == KeyType::rsa_pss;
  return !rsa || !uses(c, "keyAgreement");
}

bool ed25519_only_signs(C c) { return c.key.type() != KeyType::ed25519 || (!enciphers(c) && !uses(c, "keyAgreement")); }

/// The key usages of which each purpose needs one (RFC 5280 4.2.1.12).
struct Purpose {
  const char* word;
  std::vector<std::string> usages;
};

const std::vector<Purpose>& purposes() {
  static const std::vector<Purpose> all = {
      {"serverAuth", {"digitalSignature", "keyEncipherment", "keyAgreement"}},
      {"clientAuth", {"digitalSignature", "keyAgreement"}},
      {"codeSigning", {"digitalSignature"}},
      {"emailProtection", {"digitalSignature", "nonRepudiation", "keyEncipherment", "keyAgreement"}},
      {"timeStamping", {"digitalSignature", "nonRepudiation"}},
      {"OCSPSigning", {"digitalSignature", "nonRepudiation"}},
  };
  return all;
}

bool purposes_possible(C c) {
  if (c.key_usage.empty()) return true;
  return std::all_of(purposes().begin(), purposes().end(), [&](const Purpose& purpose) {
    return !contains(c.extended_key_usage, purpose.word) ||
           std::any_of(purpose.usages.begin(), purpose.usages.end(), [&](const auto& usage) { return uses(c, usage); });
  });
}

bool any_purpose_plain(C c) {
  return !contains(c.extended_key_usage, "anyExtendedKeyUsage") || critical_is(c, oid::kExtendedKeyUsage, false);
}

bool name_constraints_of_ca(C c) {
  return !c.extension(oid::kNameConstraints) || (is_ca(c) && critical_is(c, oid::kNameConstraints, true));
}

constexpr LintRule kUsageRules[] = {
    {"lint.constraints.critical", "RFC 5280 4.2.1.9", constraints_critical,
     "the basic constraints of a CA are not critical"},
    {"lint.path_length", "RFC 5280 4.2.1.9", path_length_of_signer,
     "a path length on a key that signs no certificates"},
    {"lint.key_usage", "RFC 5280 4.2.1.3", ca_has_usage, "a CA has no key usage"},
    {"lint.key_usage.empty", "RFC 5280 4.2.1.3", usage_says_something, "the key usage allows nothing"},
    {"lint.key_usage.ca", "RFC 5280 4.2.1.3", ca_may_sign, "a CA may not sign certificates"},
    {"lint.key_usage.leaf", "RFC 5280 4.2.1.9", only_ca_signs, "what is no CA may sign certificates"},
    {"lint.key_usage.critical", "RFC 5280 4.2.1.3", usage_critical, "the key usage is not critical"},
    {"lint.key_usage.agreement", "RFC 5280 4.2.1.3", only_with_agreement,
     "encipherOnly or decipherOnly without keyAgreement"},
    {"lint.key_usage.only", "RFC 5280 4.2.1.3", not_both_only, "encipherOnly and decipherOnly together"},
    {"lint.key_usage.ec", "RFC 8813 3", ec_does_not_encipher, "an EC key cannot encipher"},
    {"lint.key_usage.rsa", "RFC 3279 2.3.1", rsa_does_not_agree, "an RSA key cannot agree on keys"},
    {"lint.key_usage.rsa_pss", "RFC 4055 1.2", pss_does_not_encipher, "an RSA-PSS key cannot encipher"},
    {"lint.key_usage.ed25519", "RFC 8410 5", ed25519_only_signs, "an Ed25519 key can only sign"},
    {"lint.purpose", "RFC 5280 4.2.1.12", purposes_possible, "no key usage allows one of the extended key usages"},
    {"lint.purpose.any", "RFC 5280 4.2.1.12", any_purpose_plain, "anyExtendedKeyUsage is critical"},
    {"lint.name_constraints", "RFC 5280 4.2.1.10", name_constraints_of_ca,
     "name constraints that are not critical, or not on a CA"},
};

}  // namespace

std::span<const LintRule> lint_usage_rules() { return kUsageRules; }

}  // namespace pkit::x509
