#include "policy/requested.h"

#include <algorithm>

#include "policy/usage_rules.h"
#include "x509/certificate.h"
#include "x509/oid.h"

namespace pkit::policy {

namespace {

bool fits(const std::string& usage, x509::KeyType type) {
  if (usage == "keyEncipherment" || usage == "dataEncipherment") return type == x509::KeyType::rsa;
  if (usage == "keyAgreement" || usage == "encipherOnly" || usage == "decipherOnly") return type == x509::KeyType::ec;
  return true;
}

void tell_words(const std::string& field, const std::vector<std::string>& asked, const std::vector<std::string>& got,
                std::vector<Difference>& differences) {
  for (const std::string& word : asked) {
    if (!among(word, got)) differences.push_back({"dropped", field, word, ""});
  }
  if (asked.empty()) return;  // what was not asked about is not told
  for (const std::string& word : got) {
    if (!among(word, asked)) differences.push_back({"added", field, "", word});
  }
}

/// Judged or told elsewhere, by meaning.
bool is_understood(const std::string& oid) {
  return oid == x509::oid::kSubjectAltName || oid == x509::oid::kKeyUsage || oid == x509::oid::kExtendedKeyUsage ||
         oid == x509::oid::kBasicConstraints;
}

std::string extension_word(const std::string& oid) {
  if (oid == x509::oid::kSubjectKeyIdentifier) return "subjectKeyIdentifier";
  if (oid == x509::oid::kAuthorityKeyIdentifier) return "authorityKeyIdentifier";
  if (oid == x509::oid::kNameConstraints) return "nameConstraints";
  if (oid == x509::oid::kCrlDistributionPoints) return "cRLDistributionPoints";
  if (oid == x509::oid::kCertificatePolicies) return "certificatePolicies";
  if (oid == x509::oid::kAuthorityInfoAccess) return "authorityInfoAccess";
  return oid;
}

/// Enough of an extension's value to recognise it.
std::string excerpt(const Bytes& value) {
  constexpr std::size_t kShown = 32;
  if (value.size() <= kShown) return to_hex(value);
  return to_hex(BytesView(value).first(kShown)) + "...";
}

void tell_extension(const x509::RequestedExtension& extension, const x509::PublicKey& key,
                    std::vector<Difference>& differences) {
  if (is_understood(extension.oid)) return;
  if (extension.oid != x509::oid::kSubjectKeyIdentifier) {
    differences.push_back({"dropped", extension_word(extension.oid), excerpt(extension.value), ""});
    return;
  }
  // Its value is an OCTET STRING: tag, length, then the identifier that the certificate gets by RFC 7093 method 1.
  const Bytes ours = x509::subject_key_id(key.key_bits());
  Bytes encoded = {0x04, static_cast<std::uint8_t>(ours.size())};
  encoded.insert(encoded.end(), ours.begin(), ours.end());
  if (extension.value != encoded)
    differences.push_back({"changed", "subjectKeyIdentifier", excerpt(extension.value), to_hex(encoded)});
}

}  // namespace

std::vector<std::string> usages_for(const Profile& profile, const x509::PublicKey& key) {
  std::vector<std::string> usages;
  for (const std::string& usage : profile.key_usage) {
    if (fits(usage, key.type())) usages.push_back(usage);
  }
  return usages;
}

void judge_key(const Profile& profile, const x509::PublicKey& key, std::vector<Fault>& faults) {
  const bool taken = std::any_of(profile.keys.begin(), profile.keys.end(),
                                 [&](const std::string& word) { return x509::key_word_takes(word, key); });
  if (!taken)
    faults.push_back({Kind::denied, "policy.key", "subjectPublicKeyInfo",
                      "profile '" + profile.name + "' does not take keys of type " + key.word(),
                      "it takes " + join(profile.keys, ", ")});
  if (taken && x509::has_single_prime(key))
    faults.push_back({Kind::denied, "key.rsa.single_prime", "subjectPublicKeyInfo",
                      "RSA key whose modulus is a prime or the power of one: anyone can sign with it",
                      "make a new key with another program"});
  const std::vector<std::string> usages = usages_for(profile, key);
  std::vector<std::string> broken = broken_usage_rules(usages, profile.extended_key_usage);
  if (usages.empty()) broken = {"none of its key usages is one that such a key can have"};
  for (const std::string& each : broken)
    faults.push_back({Kind::denied, "policy.usage", "subjectPublicKeyInfo",
                      "profile '" + profile.name + "' cannot be used for " + key.word() + " keys: " + each,
                      "its key_usage is " + join(profile.key_usage, ", ")});
}

void judge_requested(const Profile& profile, const x509::Csr& csr, std::vector<Fault>& faults) {
  for (const x509::Oddity& oddity : csr.oddities)
    if (!profile.tolerate.contains(oddity.which)) faults.push_back(x509::fault_of(oddity));
  if (csr.basic_constraints_ca.value_or(false))
    faults.push_back({Kind::denied, "policy.ca", "basicConstraints", "the CSR asks for a CA certificate",
                      "leave basicConstraints out, or say CA:FALSE"});
}

void tell_requested(const Profile& profile, const x509::PublicKey& key, const x509::Csr& csr,
                    std::vector<Difference>& differences) {
  tell_words("keyUsage", csr.key_usage, usages_for(profile, key), differences);
  tell_words("extendedKeyUsage", csr.extended_key_usage, profile.extended_key_usage, differences);
  for (const x509::RequestedExtension& extension : csr.extensions) tell_extension(extension, key, differences);
  for (const std::string& oid : csr.attributes) {
    if (oid == x509::oid::kExtensionRequest || oid == x509::oid::kMicrosoftExtensionRequest) continue;
    const bool challenge = oid == x509::oid::kChallengePassword;  // its value is a secret
    differences.push_back({"dropped", challenge ? "challengePassword" : "attribute." + oid, "", ""});
  }
}

}  // namespace pkit::policy
