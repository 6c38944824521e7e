// What a key or signature algorithm withstands, of a computer as they are and of a quantum computer: a row an
// algorithm.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pkit::report {

struct Strength {
  int classical = 0;         // bits (NIST SP 800-57 part 1, 5.6.1.1)
  int quantum = 0;           // NIST category 1 to 5; 0: Shor's algorithm breaks it
  std::string curve = {};    // "secg/secp256r1", where it has one
  std::string parameters{};  // "2048", "P-256", "65", ...
  const char* primitive = "signature";
};

/// Of a key's word ("ec-p256", "rsa-3072", "ML-DSA-65") or a signature algorithm's ("ecdsa-sha256", "ml-dsa-65");
/// nothing for what pkit does not know: that is not called ready.
std::optional<Strength> strength_of(std::string_view word);

/// "ready", "vulnerable", or "unknown" where pkit does not know the algorithm.
const char* readiness_word(std::string_view word);
bool is_ready(std::string_view word);

}  // namespace pkit::report
