#include "ssh/private_key.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "ossl/bcrypt_pbkdf.h"
#include "ossl/ossl.h"
#include "ssh/wire.h"

namespace pkit::ssh {

namespace {

constexpr std::size_t kSaltSize = 16, kCipherKeySize = 32, kCipherBlock = 16, kPlainBlock = 8, kLineLength = 70;
constexpr int kRounds = 24;

struct MadeRow {
  const char* word;
  const char* type;
  const char* curve;  // of EC, as libcrypto calls it
  std::size_t bits;   // of RSA
};
constexpr MadeRow kMade[] = {
    {"ed25519", "ssh-ed25519", nullptr, 0},         {"ec-p256", "ecdsa-sha2-nistp256", "P-256", 0},
    {"ec-p384", "ecdsa-sha2-nistp384", "P-384", 0}, {"ec-p521", "ecdsa-sha2-nistp521", "P-521", 0},
    {"rsa-3072", "ssh-rsa", nullptr, 3072},         {"rsa-4096", "ssh-rsa", nullptr, 4096},
};

const MadeRow& made_row(std::string_view word) {
  for (const MadeRow& row : kMade)
    if (word == row.word) return row;
  throw Error(Kind::usage, "key.word", "'" + printable(word) + "' is no type of SSH key that is made",
              "one of: " + join(new_key_words(), " "));
}

ossl::Key generate(const MadeRow& row) {
  EVP_PKEY* key = row.curve  ? EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", row.curve)
                  : row.bits ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", row.bits)
                             : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  return ossl::Key(ossl::need(key, "making a key"));
}

/// A number of the key; what it was copied into is wiped.
void put_number(WireWriter& writer, const ossl::Key& key, const char* name) {
  BIGNUM* taken = nullptr;
  ossl::ok(EVP_PKEY_get_bn_param(key.get(), name, &taken), "reading a key");
  const ossl::Number number(taken);
  std::string octets(static_cast<std::size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(octets.data()));
  const Secret kept(std::move(octets));
  writer.mpint(as_bytes(kept.reveal()));
}

Bytes raw_public(const ossl::Key& key) {
  std::size_t size = 0;
  ossl::ok(EVP_PKEY_get_raw_public_key(key.get(), nullptr, &size), "reading a key");
  Bytes raw(size);
  ossl::ok(EVP_PKEY_get_raw_public_key(key.get(), raw.data(), &size), "reading a key");
  return raw;
}

Bytes point(const ossl::Key& key) {
  std::size_t size = 0;
  ossl::ok(EVP_PKEY_get_octet_string_param(key.get(), OSSL_PKEY_PARAM_PUB_KEY, nullptr, 0, &size), "reading a key");
  Bytes octets(size);
  ossl::ok(EVP_PKEY_get_octet_string_param(key.get(), OSSL_PKEY_PARAM_PUB_KEY, octets.data(), size, &size),
           "reading a key");
  return octets;
}

std::string_view curve_word(const MadeRow& row) { return std::string_view(row.type).substr(11); }  // "nistp256"

/// RFC 8709, RFC 5656, RFC 4253 6.6.
PublicKey public_of(const MadeRow& row, const ossl::Key& key) {
  WireWriter writer;
  writer.string(row.type);
  if (row.curve) {
    writer.string(curve_word(row));
    writer.string(point(key));
  } else if (row.bits) {
    put_number(writer, key, OSSL_PKEY_PARAM_RSA_E);
    put_number(writer, key, OSSL_PKEY_PARAM_RSA_N);
  } else {
    writer.string(raw_public(key));
  }
  return read_public_key(row.type, writer.bytes());
}

void put_private(WireWriter& writer, const MadeRow& row, const ossl::Key& key) {
  writer.string(row.type);
  if (row.curve) {
    writer.string(curve_word(row));
    writer.string(point(key));
    put_number(writer, key, OSSL_PKEY_PARAM_PRIV_KEY);
  } else if (row.bits) {
    for (const char* name :
         {OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_E, OSSL_PKEY_PARAM_RSA_D, OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
          OSSL_PKEY_PARAM_RSA_FACTOR1, OSSL_PKEY_PARAM_RSA_FACTOR2})
      put_number(writer, key, name);
  } else {
    const Bytes half = raw_public(key);
    std::string both(64, '\0');
    std::size_t size = 32;
    ossl::ok(EVP_PKEY_get_raw_private_key(key.get(), reinterpret_cast<unsigned char*>(both.data()), &size),
             "reading a key");
    std::copy(half.begin(), half.end(), both.begin() + 32);
    const Secret kept(std::move(both));
    writer.string(half);
    writer.string(kept.reveal());
  }
}

/// The part that is encrypted: a number twice, by which a wrong passphrase shows, the key, and 1 2 3 up to whole
/// blocks.
void put_section(WireWriter& writer, const MadeRow& row, const ossl::Key& key, const std::string& comment,
                 std::size_t block, std::span<const std::uint8_t> check) {
  writer.raw(check);
  writer.raw(check);
  put_private(writer, row, key);
  writer.string(comment);
  for (std::uint8_t pad = 1; writer.bytes().size() % block != 0; ++pad) writer.octet(pad);
}

using CipherContext = ossl::Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

Bytes encrypted(const Bytes& plain, const Secret& passphrase, BytesView salt) {
  const Secret key = ossl::bcrypt_pbkdf(passphrase, salt, kRounds, kCipherKeySize + kCipherBlock);
  const BytesView octets = as_bytes(key.reveal());
  const CipherContext context(ossl::need(EVP_CIPHER_CTX_new(), "encrypting a key"));
  ossl::ok(EVP_EncryptInit_ex(context.get(), EVP_aes_256_ctr(), nullptr, octets.data(), octets.data() + kCipherKeySize),
           "encrypting a key");
  Bytes sealed(plain.size());
  int size = 0;
  ossl::ok(EVP_EncryptUpdate(context.get(), sealed.data(), &size, plain.data(), static_cast<int>(plain.size())),
           "encrypting a key");
  return sealed;
}

Secret pem_of(BytesView container) {
  std::string text = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
  std::string base64 = to_base64(container);
  for (std::size_t at = 0; at < base64.size(); at += kLineLength) text.append(base64, at, kLineLength).append("\n");
  wipe(base64.data(), base64.size());
  return Secret(text.append("-----END OPENSSH PRIVATE KEY-----\n"));
}

}  // namespace

const std::vector<std::string>& new_key_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> all;
    for (const MadeRow& row : kMade) all.emplace_back(row.word);
    return all;
  }();
  return words;
}

std::string word_for(const PublicKey& key) {
  for (const MadeRow& row : kMade)
    if (key.type == row.type && (row.bits == 0 || static_cast<int>(row.bits) >= key.keylength)) return row.word;
  return kMade[0].word;
}

KeyPair make_key_pair(std::string_view word, const std::string& comment, const Secret& passphrase,
                      const std::function<void(std::span<std::uint8_t>)>& random) {
  const MadeRow& row = made_row(word);
  const ossl::Key key = generate(row);
  KeyPair pair{public_of(row, key), {}};
  std::uint8_t check[4], salt[kSaltSize];
  random(check);
  random(salt);
  const bool plain = passphrase.empty();
  WireWriter section;
  put_section(section, row, key, comment, plain ? kPlainBlock : kCipherBlock, check);
  WireWriter options;
  if (!plain) {
    options.string(salt);
    options.number(kRounds);
  }
  WireWriter container;
  container.raw(BytesView(reinterpret_cast<const std::uint8_t*>("openssh-key-v1"), 15));  // with its NUL
  container.string(plain ? "none" : "aes256-ctr");
  container.string(plain ? "none" : "bcrypt");
  container.string(options.bytes());
  container.number(1);
  container.string(pair.public_key.blob);
  if (plain)
    container.string(section.bytes());
  else
    container.string(encrypted(section.bytes(), passphrase, salt));
  pair.file = pem_of(container.bytes());
  return pair;
}

}  // namespace pkit::ssh
