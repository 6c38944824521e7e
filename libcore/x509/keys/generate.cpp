// New key pairs, as PKCS#8.
#include "x509/keys/generate.h"

#include <openssl/ec.h>
#include <openssl/rsa.h>

#include "base/error.h"
#include "base/text.h"
#include "ossl/ossl.h"

namespace pkit::x509 {

namespace {

struct KeyKind {
  const char* word;
  const char* algorithm;
  const char* curve;
  int bits;
};
constexpr KeyKind kKinds[] = {
    {"ec-p256", "EC", "P-256", 0},
    {"ec-p384", "EC", "P-384", 0},
    {"ec-p521", "EC", "P-521", 0},
    {"rsa-2048", "RSA", nullptr, 2048},
    {"rsa-3072", "RSA", nullptr, 3072},
    {"rsa-4096", "RSA", nullptr, 4096},
    {"rsa-pss-2048", "RSA-PSS", nullptr, 2048},
    {"rsa-pss-3072", "RSA-PSS", nullptr, 3072},
    {"rsa-pss-4096", "RSA-PSS", nullptr, 4096},
    {"ed25519", "ED25519", nullptr, 0},
};

const KeyKind& kind_of(std::string_view word) {
  std::vector<std::string> words;
  for (const KeyKind& kind : kKinds) {
    if (word == kind.word) return kind;
    words.emplace_back(kind.word);
  }
  const std::string near = nearest(word, words);
  throw Error(Kind::usage, "key.word", "'" + printable(word) + "' is no type of key",
              near.empty() ? "one of: " + join(words, " ") : "did you mean '" + near + "'?");
}

}  // namespace

Secret generate_pkcs8(std::string_view word) {
  const KeyKind& kind = kind_of(word);
  const ossl::KeyContext context(
      ossl::need(EVP_PKEY_CTX_new_from_name(nullptr, kind.algorithm, nullptr), "generating a key"));
  ossl::ok(EVP_PKEY_keygen_init(context.get()), "generating a key");
  if (kind.curve) ossl::ok(EVP_PKEY_CTX_set_group_name(context.get(), kind.curve), "generating a key");
  if (kind.bits != 0) ossl::ok(EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), kind.bits), "generating a key");
  EVP_PKEY* made = nullptr;
  ossl::ok(EVP_PKEY_generate(context.get(), &made), "generating a key");
  const ossl::Key key(made);
  const ossl::Pkcs8 info(ossl::need(EVP_PKEY2PKCS8(key.get()), "encoding a private key"));
  return ossl::secret_der(i2d_PKCS8_PRIV_KEY_INFO, info.get());
}

}  // namespace pkit::x509
