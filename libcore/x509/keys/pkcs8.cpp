// PKCS#8 private keys as files hold them: from PEM to the plain structure and back.
#include "x509/keys/pkcs8.h"

#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "ossl/ossl.h"
#include "x509/der.h"
#include "x509/keys/key_refused.h"
#include "x509/pem.h"

namespace pkit::x509 {

namespace {

constexpr const char* kPemBegins = "-----BEGIN ";
constexpr const char* kPlain = "PRIVATE KEY";
constexpr const char* kEncrypted = "ENCRYPTED PRIVATE KEY";
constexpr const char* kSec1 = "EC PRIVATE KEY";
constexpr const char* kPkcs1 = "RSA PRIVATE KEY";

constexpr const char* kConvertKey = "convert it: openssl pkcs8 -topk8 -in KEY -out NEW";
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
    refuse_key("it is no well-formed PEM file");  // the original text may quote a line of the file
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

/// How much work a file may demand: libcrypto would do any. Answers it, in iterations of PBKDF2.
std::int64_t check_iterations(der::Reader parameters) {
  parameters.expect(der::kOctetString, "salt");
  const std::int64_t iterations = der::small_integer(parameters.expect(der::kInteger, "iterationCount"));
  if (iterations < 1 || iterations > kMostIterations) refuse_key("its iteration count is out of bounds", kConvertKey);
  return iterations;
}

/// RFC 7914 7: N, r and p; the memory is 128 * N * r octets. One block costs about what an iteration of PBKDF2 does.
std::int64_t check_scrypt(der::Reader parameters) {
  constexpr std::int64_t most_cost = 1 << 20, most_blocks = 32;
  parameters.expect(der::kOctetString, "salt");
  const std::int64_t cost = der::small_integer(parameters.expect(der::kInteger, "costParameter"));
  const std::int64_t blocks = der::small_integer(parameters.expect(der::kInteger, "blockSize"));
  const std::int64_t lanes = der::small_integer(parameters.expect(der::kInteger, "parallelizationParameter"));
  const bool bearable = cost > 1 && cost <= most_cost && blocks >= 1 && blocks <= most_blocks && lanes >= 1 &&
                        lanes <= most_blocks && cost * blocks * lanes <= most_cost * 8;
  if (!bearable) refuse_key("its scrypt parameters are out of bounds", kConvertKey);
  return cost * blocks * lanes;
}

/// PBES2 with PBKDF2 or scrypt (RFC 8018 6.2, RFC 7914 7), or PBES1 and PKCS#12's own, which have a salt and a count.
std::int64_t check_algorithm(der::Reader algorithm) {
  const std::string scheme = der::oid(algorithm.expect(der::kOid, "algorithm"));
  der::Reader parameters = algorithm.enter(der::kSequence, "parameters of the encryption");
  const bool names_kdf = scheme == "1.2.840.113549.1.5.13" || scheme == "1.2.840.113549.1.5.14";  // PBES2, PBMAC1
  if (!names_kdf) return check_iterations(parameters);
  der::Reader kdf = parameters.enter(der::kSequence, "keyDerivationFunc");
  const std::string function = der::oid(kdf.expect(der::kOid, "algorithm"));
  der::Reader inner = kdf.enter(der::kSequence, "parameters of the key derivation");
  if (function == "1.2.840.113549.1.5.12") return check_iterations(inner);
  if (function == "1.3.6.1.4.1.11591.4.11") return check_scrypt(inner);
  refuse_key("its key derivation is neither PBKDF2 nor scrypt", kConvertKey);
}

void check_encryption(BytesView encrypted) {
  der::Reader document(encrypted);
  der::Reader info = document.enter(der::kSequence, "EncryptedPrivateKeyInfo");
  document.end("EncryptedPrivateKeyInfo");
  check_algorithm(info.enter(der::kSequence, "encryptionAlgorithm"));
}

[[noreturn]] void needs_passphrase() {
  throw Error(Kind::config, "key.passphrase", "the key is encrypted and needs a passphrase");
}

/// Why libcrypto did not open it: it has not got the cipher, or the passphrase is wrong.
[[noreturn]] void refuse_encrypted() {
  if (ossl::only_legacy())
    refuse_key("it is encrypted with a cipher that only OpenSSL's legacy provider has",
               "openssl pkey -provider legacy -provider default -in KEY -aes256 -out NEW");
  throw Error(Kind::config, "key.passphrase", "the passphrase does not open the key");
}

Secret decrypt(BytesView encrypted, const Secret& passphrase) {
  if (passphrase.empty()) needs_passphrase();
  check_encryption(encrypted);
  ossl::know_old_ciphers();
  const unsigned char* at = encrypted.data();
  ossl::Encrypted envelope(d2i_X509_SIG(nullptr, &at, static_cast<long>(encrypted.size())));
  if (!envelope) {
    ossl::forget_errors();
    refuse_key("its encryption is not well formed");
  }
  const std::string_view text = passphrase.reveal();
  ossl::Pkcs8 plain(PKCS8_decrypt(envelope.get(), text.data(), static_cast<int>(text.size())));
  if (!plain) refuse_encrypted();
  return ossl::secret_der(i2d_PKCS8_PRIV_KEY_INFO, plain.get());
}

/// For PEM_read_bio_PrivateKey: the passphrase that `user` is.
int give_passphrase(char* buffer, int size, int, void* user) {
  const std::string_view text = static_cast<const Secret*>(user)->reveal();
  if (text.size() > static_cast<std::size_t>(size)) return -1;
  std::copy(text.begin(), text.end(), buffer);
  return static_cast<int>(text.size());
}

/// "Proc-Type: 4,ENCRYPTED" and "DEK-Info", which RFC 7468 has no more.
bool has_dek_info(std::string_view file) { return file.find("\nDEK-Info:") != std::string_view::npos; }

Secret decrypt_dek_info(std::string_view pem, const Secret& passphrase) {
  if (passphrase.empty()) needs_passphrase();
  ossl::know_old_ciphers();
  const ossl::Bio bio(ossl::need(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), "reading a key"));
  // libcrypto asks by a function that takes its argument without const, and only reads it.
  const ossl::Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, const_cast<Secret*>(&passphrase)));
  if (!key) refuse_encrypted();
  const ossl::Pkcs8 info(ossl::need(EVP_PKEY2PKCS8(key.get()), "reading a key"));
  return ossl::secret_der(i2d_PKCS8_PRIV_KEY_INFO, info.get());
}

/// What DER of a private key is, by its first elements: as the label of its PEM form.
const char* label_of(BytesView der) {
  der::Reader document(der);
  der::Reader fields = document.enter(der::kSequence, "private key");
  document.end("private key");
  if (fields.peek() == der::kSequence) return kEncrypted;
  fields.expect(der::kInteger, "version");
  if (fields.peek() == der::kOctetString) return kSec1;
  return fields.peek() == der::kInteger ? kPkcs1 : kPlain;
}

bool holds_der(std::string_view file) {
  return file.size() > 2 && file[0] == '\x30' && file.find(kPemBegins) == file.npos;
}

Secret plain_of(std::string_view label, BytesView der, const Secret& passphrase) {
  if (label == kEncrypted) return decrypt(der, passphrase);
  if (label == kSec1) return wrap_sec1(der);
  if (label == kPkcs1) return wrap(der, NID_rsaEncryption, V_ASN1_NULL, nullptr);
  return Secret(std::string(as_text(der)));
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

Secret pkcs8_from_pem(std::string_view file, const Secret& passphrase) {
  if (file.size() > kLongestFile) refuse_key("it is too large for a private key");
  if (auto text = from_utf16(file)) return pkcs8_from_pem(Secret(std::move(*text)).reveal(), passphrase);
  if (holds_der(file)) return plain_of(label_of(as_bytes(file)), as_bytes(file), passphrase);
  if (has_dek_info(file)) return decrypt_dek_info(file, passphrase);
  SecretBlocks blocks;
  read_blocks(file, blocks);
  const PemBlock& block = only_key(blocks.list);
  return plain_of(block.label, block.der, passphrase);
}

bool is_encrypted_key(std::string_view file) {
  if (auto text = from_utf16(file)) return is_encrypted_key(Secret(std::move(*text)).reveal());
  if (file.find("-----BEGIN ENCRYPTED PRIVATE KEY-----") != file.npos || has_dek_info(file)) return true;
  try {
    return holds_der(file) && label_of(as_bytes(file)) == kEncrypted;
  } catch (const Error&) {
    return false;  // what it is not is told when it is read
  }
}

Secret pkcs8_to_pem(const Secret& pkcs8, const Secret& passphrase) {
  if (passphrase.empty()) return Secret(write_pem(kPlain, as_bytes(pkcs8.reveal())));
  const ossl::Encrypted envelope = encrypt(pkcs8, passphrase.reveal());
  return Secret(write_pem(kEncrypted, as_bytes(ossl::secret_der(i2d_X509_SIG, envelope.get()).reveal())));
}

std::int64_t require_bearable_encryption(BytesView algorithm) {
  der::Reader document(algorithm);
  return check_algorithm(document.enter(der::kSequence, "AlgorithmIdentifier"));
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
