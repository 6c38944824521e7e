// Public keys, judged by our own rules before any signature is checked with them: libcrypto's decoder accepts keys
// under which anyone can forge (EC infinity, RSA e=1, small-order Ed25519).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "x509/tolerance.h"

namespace pkit::x509 {

/// `other`: named and kept, and nothing is checked or signed with it.
enum class KeyType { rsa, rsa_pss, ec, ed25519, other };

/// A SubjectPublicKeyInfo that was read and judged. Regular value; holds the bytes as presented.
class PublicKey {
 public:
  KeyType type() const { return type_; }
  const char* type_word() const;                       // "RSA", "RSA-PSS", "EC", "Ed25519", "other"
  int bits() const { return bits_; }                   // modulus or field size; 256 for Ed25519
  const std::string& curve() const { return curve_; }  // "P-256", "P-384", "P-521" or empty
  std::string word() const;  // "ec-p256", "rsa-3072", "ed25519", "x25519", "ML-DSA-65", an OID
  const Bytes& spki() const { return spki_; }
  /// SHA-256 over the canonical SPKI: EC uncompressed named curve; RSA as rsaEncryption with NULL, also for PSS.
  const Bytes& key_id() const { return key_id_; }
  /// Content of the subjectPublicKey BIT STRING, as presented: what SKI (RFC 7093 method 1) hashes.
  const Bytes& key_bits() const { return key_bits_; }
  /// RSA: minimal magnitudes. EC: uncompressed point in `point`. Ed25519: 32 octets in `point`.
  const Bytes& modulus() const { return modulus_; }
  const Bytes& exponent() const { return exponent_; }
  const Bytes& point() const { return point_; }
  /// RSA-PSS: the DER of the parameters that the key carries, empty where they are absent.
  const Bytes& parameters() const { return parameters_; }

 private:
  friend struct KeyReader;
  KeyType type_ = KeyType::ec;
  int bits_ = 0;
  std::string curve_;
  std::string name_;  // of one that is `other`
  Bytes spki_, key_id_, key_bits_, modulus_, exponent_, point_, parameters_;
};

enum class KeySource { csr, certificate };  // a certificate may hold compressed points, and keys of any algorithm

/// The outcome of judging a SubjectPublicKeyInfo. Never throws for content.
/// - malformed or forgeable: `faults` of kind input, no `key`, not checkable ("key.*", "der.*").
/// - well formed but not taken (other curves, explicit parameters, short RSA): `faults` of kind denied; `key` where it
///   is of a type we can represent, and `checkable` says libcrypto may be asked to verify a signature with spki (not so
///   for algorithms that it does not know or that cannot sign).
/// - fine: no faults, `key`, checkable.
/// `offset` is where spki begins in a larger document.
struct JudgedKey {
  std::optional<PublicKey> key;
  std::vector<Fault> faults;
  bool checkable = false;
};
/// Where `seen` is given, what tolerance.h has of keys is noted there; the key then stands as the standards want it.
JudgedKey judge_key(BytesView spki, KeySource source, std::size_t offset = 0, Oddities* seen = nullptr);

/// Is its modulus a prime or the power of one, so that anybody can compute the private key (NIST SP 800-89, 5.3.3)?
/// False for keys other than RSA. This is one exponentiation, from 1.5 ms for 2048 bits to 15 ms for 4096: as long as
/// all else that is done for a CSR. So it is no part of judge_key, and is asked once, where a certificate is to be
/// granted.
bool has_single_prime(const PublicKey& key);

/// Does `word` of a profile's `keys:` ("ec-p256", "rsa-2048+", "rsa-pss-2048+", "ed25519") take this key?
/// And all words.
bool key_word_takes(std::string_view word, const PublicKey& key);
const std::vector<std::string>& key_words();

/// A signature AlgorithmIdentifier as pkit reads it.
struct SignatureAlgorithm {
  std::string oid;
  std::string word;         // "ecdsa-sha256", "rsa-sha256", "rsa-pss-sha256", "ed25519", "ml-dsa-65", else the OID
  std::string digest;       // "sha256", "sha1", "md5", ...; empty for Ed25519
  std::string mask_digest;  // RSASSA-PSS: the digest of MGF1
  int salt = 0;             // RSASSA-PSS: octets
  bool taken = false;       // SHA-256 or better, parameters as the standards demand
  Bytes der;                // whole AlgorithmIdentifier
};
/// Faults of kind input ("signature.parameters", "der.*") where malformed; `taken` false with a denied fault
/// "signature.algorithm" where weak or unknown. Of RSA PKCS #1 v1.5 NULL and absent parameters are read (RFC 4055 5);
/// the NULL of an ECDSA algorithm is noted in `seen` where that is given.
SignatureAlgorithm read_signature_algorithm(BytesView der, std::vector<Fault>& faults, std::size_t offset = 0,
                                            Oddities* seen = nullptr);

/// Is `signature` over `message` by this key? False for a mismatch of algorithm and key. For a judged, taken key and
/// algorithm; the key enters libcrypto by EVP_PKEY_fromdata.
bool verify(const PublicKey& key, const SignatureAlgorithm& algorithm, BytesView message, BytesView signature);
/// The same for a key or digest that we do not take, by libcrypto's own decoder; only for `checkable` keys. Nothing
/// where libcrypto cannot check this algorithm either: that is no answer.
std::optional<bool> verify_by_libcrypto(BytesView spki, const SignatureAlgorithm& algorithm, BytesView message,
                                        BytesView signature);

}  // namespace pkit::x509
