#include "report/strength.h"

#include <charconv>

#include "base/text.h"

namespace pkit::report {

namespace {

struct Row {
  std::string_view word;  // lower case
  int classical, quantum;
  const char *curve, *parameters, *primitive;
};
// Signatures with RSA and over curves have the strength of the key, which has a row of its own; what the digest gives
// is an upper bound (SP 800-57 part 1, table 3).
constexpr Row kRows[] = {
    {"ec-p256", 128, 0, "secg/secp256r1", "P-256", "signature"},
    {"ec-p384", 192, 0, "secg/secp384r1", "P-384", "signature"},
    {"ec-p521", 256, 0, "secg/secp521r1", "P-521", "signature"},
    {"ed25519", 128, 0, "other/Ed25519", "Ed25519", "signature"},
    {"x25519", 128, 0, "other/Curve25519", "X25519", "key-agree"},
    {"ed448", 224, 0, "other/Ed448", "Ed448", "signature"},
    {"ecdsa-sha1", 80, 0, "", "", "signature"},
    {"ecdsa-sha224", 112, 0, "", "", "signature"},
    {"ecdsa-sha256", 128, 0, "", "", "signature"},
    {"ecdsa-sha384", 192, 0, "", "", "signature"},
    {"ecdsa-sha512", 256, 0, "", "", "signature"},
    {"rsa-sha1", 80, 0, "", "", "signature"},
    {"rsa-sha224", 112, 0, "", "", "signature"},
    {"rsa-sha256", 128, 0, "", "", "signature"},
    {"rsa-sha384", 192, 0, "", "", "signature"},
    {"rsa-sha512", 256, 0, "", "", "signature"},
    {"rsa-pss-sha256", 128, 0, "", "", "signature"},
    {"rsa-pss-sha384", 192, 0, "", "", "signature"},
    {"rsa-pss-sha512", 256, 0, "", "", "signature"},
    {"ml-dsa-44", 128, 2, "", "44", "signature"},  // FIPS 204, table 1
    {"ml-dsa-65", 192, 3, "", "65", "signature"},
    {"ml-dsa-87", 256, 5, "", "87", "signature"},
};

int strength_of_modulus(int bits) {
  struct Step {
    int bits, strength;
  };
  constexpr Step kSteps[] = {{15360, 256}, {7680, 192}, {3072, 128}, {2048, 112}, {1024, 80}};
  for (const Step& step : kSteps)
    if (bits >= step.bits) return step.strength;
  return 0;
}

/// "rsa-3072" and "rsa-pss-3072": keys, by the size of their modulus.
std::optional<Strength> of_modulus(std::string_view word) {
  if (!word.starts_with("rsa-")) return std::nullopt;
  const std::string_view size = word.substr(word.rfind('-') + 1);
  int bits = 0;
  const auto [end, fault] = std::from_chars(size.data(), size.data() + size.size(), bits);
  if (fault != std::errc() || end != size.data() + size.size()) return std::nullopt;
  return Strength{.classical = strength_of_modulus(bits), .parameters = std::string(size)};
}

}  // namespace

std::optional<Strength> strength_of(std::string_view word) {
  const std::string key = lower(word);
  for (const Row& row : kRows)
    if (row.word == key)
      return Strength{.classical = row.classical,
                      .quantum = row.quantum,
                      .curve = row.curve,
                      .parameters = row.parameters,
                      .primitive = row.primitive};
  return of_modulus(key);
}

bool is_ready(std::string_view word) {
  const std::optional<Strength> strength = strength_of(word);
  return strength && strength->quantum > 0;
}

const char* readiness_word(std::string_view word) {
  if (!strength_of(word)) return "unknown";
  return is_ready(word) ? "ready" : "vulnerable";
}

}  // namespace pkit::report
