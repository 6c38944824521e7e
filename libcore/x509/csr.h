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

/// What a CSR says. Only a Csr without faults has proved possession of its key.
struct Csr {
  Bytes der;     // as sent
  Bytes sha256;  // of der: the identity of the request
  Name subject;
  PublicKey key;
  SignatureAlgorithm signature;
  std::vector<San> sans;
  std::vector<std::string> key_usage;           // words: "digitalSignature", ...
  std::vector<std::string> extended_key_usage;  // words, or OIDs
  std::optional<bool> basic_constraints_ca;
  std::vector<RequestedExtension> extensions;  // all of them, also those above
  std::vector<std::string> attributes;         // OIDs of all attributes
  bool has_challenge_password = false;
  Oddities oddities;  // encodings that are not as the standards have them; faults unless a profile tolerates them

  std::string common_name() const;  // the only or first CN, else ""
  /// The bytes to store: der, but with the challengePassword's value left out where there is one (then it no longer
  /// verifies, `has_challenge_password` says so, and read_stored_csr() reads it again).
  Bytes storable() const;
};

/// Reads and judges one CSR, possession included, and lists *every* fault: kind input for what does not parse, has
/// bytes left, holds a malformed or forgeable key, or has a signature that fails; kind denied for what is sound and not
/// taken, and for a signature that nobody here can check. `csr` is there when subject and key could be read, so that
/// policy can add its faults; it is trustworthy only if there is no fault. Never throws for content. Limits: 64 KiB,
/// and the first 256 faults. Of `csr.oddities` those that are not `tolerated` are faults of kind input.
struct ExaminedCsr {
  std::optional<Csr> csr;
  std::vector<Fault> faults;
};
ExaminedCsr examine_csr(BytesView der, const Tolerances& tolerated = {});
/// The same from PEM ("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"), DER or bare base64; what is none of these is a
/// fault "pem.*" without a csr. `name` is what the text of such a fault calls the file.
ExaminedCsr examine_csr_file(std::string_view content, const std::string& name, const Tolerances& tolerated = {});

/// Reads what storable() returned of a CSR that had no faults: everything is read as above, but possession was proved
/// when it was registered and is not checked again. `sha256` is that of these bytes, not of those sent.
/// Error{state "csr.stored"} where it cannot be read.
Csr read_stored_csr(BytesView storable);

}  // namespace pkit::x509
