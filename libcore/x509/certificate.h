// X.509 certificates (RFC 5280) as values over their original bytes, and the to-be-signed bytes of new ones.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/text.h"
#include "x509/key.h"
#include "x509/name.h"
#include "x509/private_key.h"
#include "x509/san.h"

namespace pkit::x509 {

struct Extension {
  std::string oid;
  bool critical = false;
  Bytes value;
};

struct Certificate {
  Bytes der;
  Bytes tbs;
  int version = 3;
  Bytes serial;  // DER content octets
  SignatureAlgorithm signature_algorithm;
  Bytes signature;
  Name issuer, subject;
  Time not_before = 0, not_after = 0;  // both ends count; expired is now > not_after
  PublicKey key;
  bool key_taken = true;  // false: well formed, but of a kind or size that pkit does not take
  std::string key_fault;  // why not
  bool has_unique_ids = false;
  Bytes issuer_unique_id, subject_unique_id;  // octets of the BIT STRINGs, empty where absent
  Oddities oddities, issuer_oddities;  // encodings that are not as the standards have them; those of its issuer's name
  std::vector<Extension> extensions;
  // the extensions that pkit understands, decoded
  std::optional<bool> is_ca;  // BasicConstraints
  std::optional<int> path_length;
  std::vector<std::string> key_usage, extended_key_usage;
  std::vector<San> sans;
  std::vector<Fault> san_faults;   // of names that are none (an underscore in a dns name): they are not in `sans`
  std::vector<IllName> ill_names;  // and they themselves
  Bytes subject_key_id, authority_key_id;
  std::vector<std::string> crl_urls, ocsp_urls, issuer_urls;

  std::string serial_hex() const;   // lower-case hex of the magnitude, "-" before a negative one
  std::string fingerprint() const;  // SHA-256 of der, hex
  /// The extension of this OID, or null.
  const Extension* extension(std::string_view oid) const;
  /// May its key be used so ("keyCertSign")? Where there is no keyUsage, for everything (RFC 5280 4.2.1.3, 6.1.4 (n)).
  bool may(std::string_view usage) const;
};

/// Version 1 or 3, DER throughout but for what tolerance.h has (told in `oddities`), each extension once, each that
/// pkit knows well formed. What is only unwise (weak digests, odd serials, wrong criticality) is read: lint() tells.
/// Throws Error{input} with the code of what is wrong ("certificate.*", "der.*", "name.*", "usage.*", ...). Limit: 64
/// KiB.
Certificate parse_certificate(BytesView der);
Certificate parse_certificate_file(std::string_view content, const std::string& name);
/// Every certificate of a PEM file, in order.
std::vector<Certificate> parse_certificates(std::string_view pem, const std::string& name);
/// The first of a file that may hold its issuers too.
Certificate first_certificate(std::string_view content, const std::string& name);

/// Is `child` signed by `issuer`'s key, with names and key identifiers that chain, a key and digest that pkit takes,
/// and an issuer that may sign certificates? Times and path lengths are not looked at.
bool issued_by(const Certificate& child, const Certificate& issuer);
/// Why not, as what is wrong with `issuer` or `child`: "'CN=Root' is no CA certificate: version 1 cannot say so". Empty
/// where it is.
std::string not_issued_because(const Certificate& child, const Certificate& issuer);

/// What a new certificate says. lint() and build are the only readers.
struct CertificateFields {
  Bytes serial;   // unsigned magnitude, 1 to 20 octets
  Bytes issuer;   // Name DER, copied byte for byte
  Bytes subject;  // Name DER
  Time not_before = 0, not_after = 0;
  Bytes spki;                 // as presented
  Bytes subject_key_bits;     // PublicKey::key_bits(), for the SKI
  Bytes subject_key_id;       // where it is kept: the SKI itself; empty: by our method
  bool empty_key_id = false;  // the SKI that is kept has no octets
  Bytes authority_key_id;     // the issuer's SKI; empty on a root
  bool ca = false;
  std::optional<int> path_length;
  std::vector<std::string> key_usage, extended_key_usage;  // words
  std::vector<San> sans;
  std::vector<std::string> crl_urls, ocsp_urls, issuer_urls;
  std::vector<std::string> policies;  // OIDs
  bool ocsp_no_check = false;         // nobody asks whether it is revoked: an OCSP responder's (RFC 6960 4.2.2.2.1)
  bool no_revocation = false;         // nobody will ever say that it is revoked (RFC 9608)
  bool underscores = false;           // dns names may have them
  std::vector<Extension> copied;      // written as they are; none of the above may be among them
};

/// TBSCertificate (v3) for a signature of this algorithm. KU and BC critical; SAN critical when the subject is empty;
/// the SKI that is given, else by RFC 7093 method 1 (leftmost 160 bits of SHA-256 over the key bits).
Bytes build_tbs(const CertificateFields& fields, BytesView signature_algorithm);
/// Certificate from its three parts.
Bytes assemble(BytesView tbs, BytesView signature_algorithm, BytesView signature);
Bytes subject_key_id(BytesView key_bits);

/// "digitalSignature" ... the nine words of RFC 5280 4.2.1.3; "serverAuth", "clientAuth" ... of 4.2.1.12.
const std::vector<std::string>& key_usage_words();
const std::vector<std::string>& extended_key_usage_words();

}  // namespace pkit::x509
