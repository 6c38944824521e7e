// PKCS#10 requests (RFC 2986) as values over their original bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "x509/key.h"
#include "x509/name.h"
#include "x509/san.h"

namespace pkit::x509 {

struct RequestedExtension {
  std::string oid;
  bool critical = false;
  Bytes value;
};

/// What a CSR says. Only a Csr without faults of kind input has proved possession of its key.
struct Csr {
  Bytes der;                             // as sent
  Bytes sha256;                          // of der: the identity of the request
  Name subject;
  PublicKey key;
  SignatureAlgorithm signature;
  std::vector<San> sans;
  std::vector<std::string> key_usage;            // words: "digitalSignature", ...
  std::vector<std::string> extended_key_usage;   // words, or OIDs
  std::optional<bool> basic_constraints_ca;
  std::vector<RequestedExtension> extensions;    // all of them, also those above
  std::vector<std::string> attributes;           // OIDs of all attributes
  bool has_challenge_password = false;

  std::string common_name() const;       // the only or first CN, else ""
  /// The bytes to store: der, but with the challengePassword's value left out where there is one (then it no longer
  /// verifies, and `has_challenge_password` says so).
  Bytes storable() const;
};

/// Reads and judges one CSR, possession included, and lists *every* fault: kind input for what does not parse, has
/// bytes left, holds a malformed or forgeable key, or fails its own signature; kind denied for what is sound and not taken.
/// `csr` is there when enough could be read to go on judging (policy adds its faults); it is trustworthy only if
/// no fault has kind input. Never throws for content. Limit: 64 KiB.
struct ExaminedCsr {
  std::optional<Csr> csr;
  std::vector<Fault> faults;
};
ExaminedCsr examine_csr(BytesView der);
/// The same from PEM ("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"), DER or bare base64.
ExaminedCsr examine_csr_file(std::string_view content, const std::string& name);

}  // namespace pkit::x509
