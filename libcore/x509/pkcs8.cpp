// PKCS#8 private keys as files hold them: from PEM to the plain structure and back.
#include "x509/pkcs8.h"

#include <openssl/objects.h>
#include <openssl/pkcs12.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "ossl/ossl.h"
#include "x509/der.h"
#include "x509/key_refused.h"
#include "x509/pem.h"

namespace pkit::x509 {

namespace {

constexpr const char* kPlain = "PRIVATE KEY";
constexpr const char* kEncrypted = "ENCRYPTED PRIVATE KEY";
constexpr const char* kSec1 = "EC PRIVATE KEY";
constexpr const char* kPkcs1 = "RSA PRIVATE KEY";

constexpr std::int64_t kMostIterations = 10'000'000;
constexpr std::size_t kLongestFile = 64 * 1024;

/// Blocks that may hold a key: wiped when they end.
struct SecretBlocks {
  std::vector<PemBlock> list;
  ~SecretBlocks() {
    for (PemBlock& block : list) wipe(block.der.data(), block.der.size());
  }
};

void read_blocks(std::string_view pem, SecretBlocks& blocks) {
  try {
    blocks.list = read_pem(pem);
  } catch (const Error&) {
    // The original text may quote a line of the file.
    refuse_key("it is no well-formed PEM file",
               "keys in OpenSSL's old encrypted form are converted by: openssl pkcs8 -topk8 -in KEY -out NEW");
  }
}

const PemBlock& only_key(const std::vector<PemBlock>& blocks) {
  const PemBlock* found = nullptr;
  for (const PemBlock& block : blocks) {
    if (block.label != kPlain && block.label != kEncrypted && block.label != kSec1 && block.label != kPkcs1) continue;
    if (found) refuse_key("it holds more than one private key");
    found = &block;
  }
  if (!found) refuse_key("it holds no private key in PEM");
  return *found;
}

/// PrivateKeyInfo around the older structures. `parameters` is the type of the algorithm's parameters and its object,
/// as PKCS8_pkey_set0 takes them.
Secret wrap(BytesView inner, int algorithm, int parameters_type, ASN1_OBJECT* parameters) {
  ossl::Pkcs8 info(ossl::need(PKCS8_PRIV_KEY_INFO_new(), "wrapping a private key"));
  auto* copy =
      static_cast<unsigned char*>(ossl::need(OPENSSL_memdup(inner.data(), inner.size()), "wrapping a private key"));
  if (PKCS8_pkey_set0(info.get(), OBJ_nid2obj(algorithm), 0, parameters_type, parameters, copy,
                      static_cast<int>(inner.size())) != 1) {
    OPENSSL_clear_free(copy, inner.size());
    ossl::fail("wrapping a private key");
  }
  return ossl::secret_der(i2d_PKCS8_PRIV_KEY_INFO, info.get());
}

/// SEC 1 names its curve inside, in [0]; PKCS#8 does so outside.
Secret wrap_sec1(BytesView inner) {
  der::Reader document(inner);
  der::Reader key = document.enter(der::kSequence, "ECPrivateKey");
  key.expect(der::kInteger, "version");
  key.expect(der::kOctetString, "privateKey");
  if (key.peek() != der::context(0, true)) refuse_key("it does not name its curve");
  const std::string curve = der::oid(key.enter(der::context(0, true), "parameters").expect(der::kOid, "namedCurve"));
  ASN1_OBJECT* object = OBJ_nid2obj(OBJ_txt2nid(curve.c_str()));
  if (!object) refuse_key("its curve is not one that is known");
  return wrap(inner, NID_X9_62_id_ecPublicKey, V_ASN1_OBJECT, object);
}

/// PBES2 with PBKDF2 (RFC 8018 6.2) and a bearable number of iterations: libcrypto would take any.
void check_encryption(BytesView encrypted) {
  constexpr const char* hint = "convert it: openssl pkcs8 -topk8 -in KEY -out NEW";
  der::Reader document(encrypted);
  der::Reader info = document.enter(der::kSequence, "EncryptedPrivateKeyInfo");
  document.end("EncryptedPrivateKeyInfo");
  der::Reader algorithm = info.enter(der::kSequence, "encryptionAlgorithm");
  if (der::oid(algorithm.expect(der::kOid, "algorithm")) != "1.2.840.113549.1.5.13")
    refuse_key("its encryption is not PBES2", hint);
  der::Reader pbes2 = algorithm.enter(der::kSequence, "PBES2-params");
  der::Reader kdf = pbes2.enter(der::kSequence, "keyDerivationFunc");
  if (der::oid(kdf.expect(der::kOid, "algorithm")) != "1.2.840.113549.1.5.12")
    refuse_key("its key derivation is not PBKDF2", hint);
  der::Reader pbkdf2 = kdf.enter(der::kSequence, "PBKDF2-params");
  pbkdf2.expect(der::kOctetString, "salt");
  const std::int64_t iterations = der::small_integer(pbkdf2.expect(der::kInteger, "iterationCount"));
  if (iterations < 1 || iterations > kMostIterations) refuse_key("its PBKDF2 iteration count is out of bounds", hint);
}

Secret decrypt(BytesView encrypted, const Secret& passphrase) {
  if (passphrase.empty()) throw Error(Kind::config, "key.passphrase", "the key is encrypted and needs a passphrase");
  check_encryption(encrypted);
  const unsigned char* at = encrypted.data();
  ossl::Encrypted envelope(d2i_X509_SIG(nullptr, &at, static_cast<long>(encrypted.size())));
  if (!envelope) {
    ossl::forget_errors();
    refuse_key("its encryption is not well formed");
  }
  const std::string_view text = passphrase.reveal();
  ossl::Pkcs8 plain(PKCS8_decrypt(envelope.get(), text.data(), static_cast<int>(text.size())));
  if (!plain) {
    ossl::forget_errors();
    throw Error(Kind::config, "key.passphrase", "the passphrase does not open the key");
  }
  return ossl::secret_der(i2d_PKCS8_PRIV_KEY_INFO, plain.get());
}

ossl::Encrypted encrypt(const Secret& pkcs8, std::string_view passphrase) {
  const BytesView plain = as_bytes(pkcs8.reveal());
  const unsigned char* at = plain.data();
  ossl::Pkcs8 info(
      ossl::need(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(plain.size())), "encrypting a private key"));
  constexpr int salt_size = 16;
  // A pseudo-random function in place of an algorithm makes it PBES2; no salt makes it a random one.
  return ossl::Encrypted(ossl::need(
      PKCS8_encrypt(NID_hmacWithSHA256, EVP_aes_256_cbc(), passphrase.data(), static_cast<int>(passphrase.size()),
                    nullptr, salt_size, pbkdf2_iterations(passphrase), info.get()),
      "encrypting a private key"));
}

}  // namespace

Secret pkcs8_from_pem(std::string_view pem, const Secret& passphrase) {
  if (pem.size() > kLongestFile) refuse_key("it is too large for a private key");
  SecretBlocks blocks;
  read_blocks(pem, blocks);
  const PemBlock& block = only_key(blocks.list);
  if (block.label == kEncrypted) return decrypt(block.der, passphrase);
  if (block.label == kSec1) return wrap_sec1(block.der);
  if (block.label == kPkcs1) return wrap(block.der, NID_rsaEncryption, V_ASN1_NULL, nullptr);
  return Secret(std::string(as_text(block.der)));
}

Secret pkcs8_to_pem(const Secret& pkcs8, const Secret& passphrase) {
  if (passphrase.empty()) return Secret(write_pem(kPlain, as_bytes(pkcs8.reveal())));
  const ossl::Encrypted envelope = encrypt(pkcs8, passphrase.reveal());
  return Secret(write_pem(kEncrypted, as_bytes(ossl::secret_der(i2d_X509_SIG, envelope.get()).reveal())));
}

int pbkdf2_iterations(std::string_view passphrase) {
  const auto base64url = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  // 43 characters of base64url are 256 bits, as random_passphrase() makes them: nothing is left for a slow hash to add.
  constexpr std::size_t random_size = 43;
  const bool random = passphrase.size() >= random_size && std::all_of(passphrase.begin(), passphrase.end(), base64url);
  return random ? 2'048 : 600'000;
}

}  // namespace pkit::x509
