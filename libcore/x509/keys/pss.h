// RSASSA-PSS-params (RFC 4055 3.1), which keys and signatures both may carry. Included by x509/ alone.
#pragma once

#include <string>

#include "x509/der.h"

namespace pkit::x509 {

struct PssParameters {
  std::string digest = "sha1";       // a word ("sha256"), or the OID of one that we do not know
  std::string mask_digest = "sha1";  // of MGF1
  int salt = 20;                     // octets

  /// SHA-256 or better, and MGF1 over the same digest.
  bool taken() const;
  /// Has a modulus of so many bits room for the digest and the salt (RFC 8017 9.1.1)?
  bool fit(int bits) const;
};

/// Throws Error{input, code} where it is not as the standard has it (another mask function or trailer, a salt that no
/// key has room for), {input "der.*"} where it is no DER.
PssParameters read_pss_parameters(const der::Reader& parent, const der::Element& e, const char* code);

/// "sha256" for its OID; the OID itself where we have no word. How long such a digest is, 0 where we do not know. And
/// whether it is SHA-256 or better.
std::string digest_word(const std::string& oid);
int digest_octets(const std::string& word);
bool digest_taken(const std::string& word);

}  // namespace pkit::x509
