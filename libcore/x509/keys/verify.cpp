// Signatures, checked by libcrypto under keys that were judged before.
#include <openssl/core_names.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>

#include "digest/digest.h"
#include "ossl/ossl.h"
#include "x509/der.h"
#include "x509/key.h"
#include "x509/keys/pss.h"

namespace pkit::x509 {

namespace {

/// A public key from its numbers, without a search through libcrypto's decoders; null where it refuses them.
ossl::Key from_data(const char* type, OSSL_PARAM* parameters) {
  const ossl::KeyContext context(ossl::need(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr), "preparing a key"));
  ossl::ok(EVP_PKEY_fromdata_init(context.get()), "preparing a key");
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1) ossl::forget_errors();
  return ossl::Key(key);
}

ossl::Key new_ec_key(const PublicKey& key) {
  std::string group = key.curve();
  Bytes point = key.point();
  OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size()),
                             OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
                             OSSL_PARAM_construct_end()};
  return from_data("EC", parameters);
}

/// libcrypto wants numbers in the machine's own order.
Bytes native(const Bytes& magnitude) {
  Bytes out = magnitude;
  if constexpr (std::endian::native == std::endian::little) std::reverse(out.begin(), out.end());
  return out;
}

ossl::Key rsa_key(const PublicKey& key) {
  Bytes modulus = native(key.modulus()), exponent = native(key.exponent());
  OSSL_PARAM parameters[] = {OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_N, modulus.data(), modulus.size()),
                             OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_E, exponent.data(), exponent.size()),
                             OSSL_PARAM_construct_end()};
  return from_data("RSA", parameters);
}

ossl::Key ed25519_key(const PublicKey& key) {
  return ossl::Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.point().data(), key.point().size()));
}

/// A key whose point is replaced, and the context that verifies under it.
struct KeptKey {
  ossl::Key key;
  ossl::KeyContext context;
};

KeptKey keep(const PublicKey& key) {
  KeptKey kept{new_ec_key(key), {}};
  if (!kept.key) return kept;
  kept.context.reset(
      ossl::need(EVP_PKEY_CTX_new_from_pkey(nullptr, kept.key.get(), nullptr), "preparing a verification"));
  ossl::ok(EVP_PKEY_verify_init(kept.context.get()), "preparing a verification");
  return kept;
}

/// Making a curve's arithmetic and a context anew costs a third of a verification, so each thread keeps them, and gives
/// them another point. Null, and nothing kept, where libcrypto refuses the point.
EVP_PKEY_CTX* kept_context(const PublicKey& key) {
  thread_local std::map<std::string, KeptKey> keys;
  KeptKey& kept = keys[key.curve()];
  if (!kept.key) {
    kept = keep(key);
  } else if (EVP_PKEY_set1_encoded_public_key(kept.key.get(), key.point().data(), key.point().size()) != 1) {
    kept = {};
    ossl::forget_errors();
  }
  return kept.context.get();
}

Bytes digest_by(const std::string& name, BytesView message) {
  if (name == "sha256") {
    const digest::Digest digest = digest::sha256(message);
    return {digest.begin(), digest.end()};
  }
  Bytes digest(EVP_MAX_MD_SIZE);
  std::size_t size = 0;
  ossl::ok(EVP_Q_digest(nullptr, name.c_str(), nullptr, message.data(), message.size(), digest.data(), &size),
           "hashing");
  digest.resize(size);
  return digest;
}

bool ecdsa_holds(const PublicKey& key, const std::string& digest, BytesView message, BytesView signature) {
  EVP_PKEY_CTX* context = kept_context(key);
  if (!context) return false;
  const Bytes hash = digest_by(digest, message);
  const bool good = EVP_PKEY_verify(context, signature.data(), signature.size(), hash.data(), hash.size()) == 1;
  ossl::forget_errors();
  return good;
}

/// What a PSS key says of its signatures binds them: same digests, and no shorter salt (RFC 4055 3.3).
bool within(const Bytes& key_parameters, const SignatureAlgorithm& algorithm) {
  if (key_parameters.empty()) return true;
  der::Reader reader(key_parameters);
  const PssParameters pss = read_pss_parameters(reader, reader.next(), "key.pss.parameters");
  return pss.digest == algorithm.digest && pss.mask_digest == algorithm.mask_digest && algorithm.salt >= pss.salt;
}

bool is_pss(const SignatureAlgorithm& algorithm) { return !algorithm.mask_digest.empty(); }

bool belongs(const PublicKey& key, const SignatureAlgorithm& algorithm) {
  switch (key.type()) {
    case KeyType::ec:
      return algorithm.word.starts_with("ecdsa-");
    case KeyType::rsa:
      return algorithm.word.starts_with("rsa-");
    case KeyType::rsa_pss:
      return is_pss(algorithm) && within(key.parameters(), algorithm);
    case KeyType::ed25519:
      return algorithm.word == "ed25519";
    case KeyType::other:
      return false;
  }
  return false;
}

bool prepare_pss(EVP_PKEY_CTX* context, const SignatureAlgorithm& algorithm) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, algorithm.salt) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, algorithm.mask_digest.c_str(), nullptr) == 1;
}

/// The context is kept per thread; `digest` is null for algorithms that hash by themselves. Nothing where libcrypto has
/// not got the algorithm.
std::optional<bool> holds(EVP_PKEY* key, const char* digest, const SignatureAlgorithm& algorithm, BytesView message,
                          BytesView signature) {
  thread_local const ossl::DigestContext context(ossl::need(EVP_MD_CTX_new(), "preparing a verification"));
  EVP_PKEY_CTX* inner = nullptr;  // belongs to `context`
  const bool prepared = EVP_DigestVerifyInit_ex(context.get(), &inner, digest, nullptr, nullptr, key, nullptr) == 1 &&
                        (!is_pss(algorithm) || prepare_pss(inner, algorithm));
  const bool good = prepared && EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                                                 message.size()) == 1;
  EVP_MD_CTX_reset(context.get());
  ossl::forget_errors();
  return prepared ? std::optional(good) : std::nullopt;
}

}  // namespace

bool verify(const PublicKey& key, const SignatureAlgorithm& algorithm, BytesView message, BytesView signature) {
  if (!belongs(key, algorithm)) return false;
  ossl::start();
  if (key.type() == KeyType::ec) return ecdsa_holds(key, algorithm.digest, message, signature);
  const char* digest = algorithm.digest.empty() ? nullptr : algorithm.digest.c_str();
  const ossl::Key made = key.type() == KeyType::ed25519 ? ed25519_key(key) : rsa_key(key);
  return made && holds(made.get(), digest, algorithm, message, signature).value_or(false);
}

std::optional<bool> verify_by_libcrypto(BytesView spki, const SignatureAlgorithm& algorithm, BytesView message,
                                        BytesView signature) {
  ossl::start();
  int digest = NID_undef, type = NID_undef;
  const std::uint8_t* next = spki.data();
  const ossl::Key key(d2i_PUBKEY(nullptr, &next, static_cast<long>(spki.size())));
  const bool known = OBJ_find_sigid_algs(OBJ_txt2nid(algorithm.oid.c_str()), &digest, &type) == 1;
  ossl::forget_errors();
  if (!key || next != spki.data() + spki.size()) return false;
  if (!known && !is_pss(algorithm)) return std::nullopt;
  if (type == NID_sm2) return std::nullopt;  // its signatures cover an identity, which no request names
  const bool same = EVP_PKEY_is_a(key.get(), OBJ_nid2sn(type)) == 1 || EVP_PKEY_get_base_id(key.get()) == type;
  if (!same && !(is_pss(algorithm) && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA)) return false;
  const char* name = is_pss(algorithm) ? algorithm.digest.c_str() : digest == NID_undef ? nullptr : OBJ_nid2sn(digest);
  return holds(key.get(), name, algorithm, message, signature);
}

}  // namespace pkit::x509
