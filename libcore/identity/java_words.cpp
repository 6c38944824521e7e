#include "identity/java_words.h"

#include <algorithm>

namespace pkit::identity {

namespace {

struct Word {
  std::string_view oid;
  const char* word;
};
constexpr Word kSignatures[] = {
    {"1.2.840.113549.1.1.2", "MD2withRSA"},
    {"1.2.840.113549.1.1.4", "MD5withRSA"},
    {"1.2.840.113549.1.1.5", "SHA1withRSA"},
    {"1.3.14.3.2.29", "SHA1withRSA"},
    {"1.2.840.113549.1.1.14", "SHA224withRSA"},
    {"1.2.840.113549.1.1.11", "SHA256withRSA"},
    {"1.2.840.113549.1.1.12", "SHA384withRSA"},
    {"1.2.840.113549.1.1.13", "SHA512withRSA"},
    {"1.2.840.113549.1.1.15", "SHA512/224withRSA"},
    {"1.2.840.113549.1.1.16", "SHA512/256withRSA"},
    {"1.2.840.113549.1.1.10", "RSASSA-PSS"},
    {"2.16.840.1.101.3.4.3.13", "SHA3-224withRSA"},
    {"2.16.840.1.101.3.4.3.14", "SHA3-256withRSA"},
    {"2.16.840.1.101.3.4.3.15", "SHA3-384withRSA"},
    {"2.16.840.1.101.3.4.3.16", "SHA3-512withRSA"},
    {"1.2.840.10045.4.1", "SHA1withECDSA"},
    {"1.2.840.10045.4.3.1", "SHA224withECDSA"},
    {"1.2.840.10045.4.3.2", "SHA256withECDSA"},
    {"1.2.840.10045.4.3.3", "SHA384withECDSA"},
    {"1.2.840.10045.4.3.4", "SHA512withECDSA"},
    {"2.16.840.1.101.3.4.3.9", "SHA3-224withECDSA"},
    {"2.16.840.1.101.3.4.3.10", "SHA3-256withECDSA"},
    {"2.16.840.1.101.3.4.3.11", "SHA3-384withECDSA"},
    {"2.16.840.1.101.3.4.3.12", "SHA3-512withECDSA"},
    {"1.3.101.112", "Ed25519"},
    {"1.3.101.113", "Ed448"},
    {"1.2.840.10040.4.3", "SHA1withDSA"},
    {"1.3.14.3.2.27", "SHA1withDSA"},
    {"1.3.14.3.2.13", "SHA1withDSA"},
    {"2.16.840.1.101.3.4.3.1", "SHA224withDSA"},
    {"2.16.840.1.101.3.4.3.2", "SHA256withDSA"},
    {"2.16.840.1.101.3.4.3.3", "SHA384withDSA"},
    {"2.16.840.1.101.3.4.3.4", "SHA512withDSA"},
    {"2.16.840.1.101.3.4.3.5", "SHA3-224withDSA"},
    {"2.16.840.1.101.3.4.3.6", "SHA3-256withDSA"},
    {"2.16.840.1.101.3.4.3.7", "SHA3-384withDSA"},
    {"2.16.840.1.101.3.4.3.8", "SHA3-512withDSA"},
};

}  // namespace

std::string java_key_word(const x509::PublicKey& key) {
  switch (key.type()) {
    case x509::KeyType::rsa:
      return "RSA";
    case x509::KeyType::rsa_pss:
      return "RSASSA-PSS";
    case x509::KeyType::ec:
      return "EC";
    case x509::KeyType::ed25519:
      return "EdDSA";
    case x509::KeyType::other:
      break;
  }
  const std::string word = key.word();
  if (word.starts_with("ec-")) return "EC";
  if (word.starts_with("X")) return "XDH";
  return word == "Ed448" ? "EdDSA" : word;
}

std::string java_signature_word(std::string_view oid) {
  const auto found =
      std::find_if(std::begin(kSignatures), std::end(kSignatures), [&](const Word& row) { return row.oid == oid; });
  return found == std::end(kSignatures) ? std::string(oid) : found->word;
}

}  // namespace pkit::identity
