#include "x509/key.h"

#include <algorithm>
#include <charconv>

namespace pkit::x509 {

const char* PublicKey::type_word() const {
  switch (type_) {
    case KeyType::rsa:
      return "RSA";
    case KeyType::rsa_pss:
      return "RSA-PSS";
    case KeyType::ec:
      return "EC";
    case KeyType::ed25519:
      return "Ed25519";
    case KeyType::other:
      return "other";
  }
  return "";
}

std::string PublicKey::word() const {
  switch (type_) {
    case KeyType::rsa:
      return "rsa-" + std::to_string(bits_);
    case KeyType::rsa_pss:
      return "rsa-pss-" + std::to_string(bits_);
    case KeyType::ec:
      return "ec-p" + std::to_string(bits_);
    case KeyType::ed25519:
      return "ed25519";
    case KeyType::other:
      return name_;
  }
  return "";
}

bool key_word_takes(std::string_view word, const PublicKey& key) {
  if (!word.ends_with('+')) return key.word() == word;
  word.remove_suffix(1);
  const std::string_view family = key.type() == KeyType::rsa_pss ? "rsa-pss-" : "rsa-";
  if ((key.type() != KeyType::rsa && key.type() != KeyType::rsa_pss) || !word.starts_with(family)) return false;
  int least = 0;
  const std::string_view number = word.substr(family.size());
  const auto read = std::from_chars(number.data(), number.data() + number.size(), least);
  return read.ec == std::errc() && read.ptr == number.data() + number.size() && key.bits() >= least;
}

const std::vector<std::string>& key_words() {
  static const std::vector<std::string> words = {
      "ec-p256",   "ec-p384",   "ec-p521",       "ed25519",       "rsa-2048",     "rsa-3072",
      "rsa-4096",  "rsa-8192",  "rsa-pss-2048",  "rsa-pss-3072",  "rsa-pss-4096", "rsa-2048+",
      "rsa-3072+", "rsa-4096+", "rsa-pss-2048+", "rsa-pss-3072+", "rsa-pss-4096+"};
  return words;
}

}  // namespace pkit::x509
