// Signs with one key, keeping libcrypto's contexts from one signature to the next.
#include "x509/keys/signer.h"

#include <openssl/rsa.h>

#include <utility>

#include "digest/digest.h"
#include "x509/der.h"
#include "x509/keys/pss.h"
#include "x509/private_key.h"

namespace pkit::x509 {

Bytes Signer::sign(BytesView message) const {
  if (material_.public_key.type() == KeyType::ed25519) return sign_ed25519(message);
  if (EVP_MD_get_type(digest_) == NID_sha256) return sign_digest(digest::sha256(message));
  Bytes hash(static_cast<std::size_t>(EVP_MD_get_size(digest_)));
  ossl::ok(EVP_Digest(message.data(), message.size(), hash.data(), nullptr, digest_, nullptr), "hashing");
  return sign_digest(hash);
}

Bytes Signer::sign_pieces(const Pieces& message) const {
  if (material_.public_key.type() == KeyType::ed25519) {
    Bytes whole;
    message([&](BytesView piece) { whole.insert(whole.end(), piece.begin(), piece.end()); });
    return sign_ed25519(whole);
  }
  const ossl::DigestContext context(ossl::need(EVP_MD_CTX_new(), "hashing"));
  ossl::ok(EVP_DigestInit_ex(context.get(), digest_, nullptr), "hashing");
  message([&](BytesView piece) { ossl::ok(EVP_DigestUpdate(context.get(), piece.data(), piece.size()), "hashing"); });
  Bytes hash(static_cast<std::size_t>(EVP_MD_get_size(digest_)));
  ossl::ok(EVP_DigestFinal_ex(context.get(), hash.data(), nullptr), "hashing");
  return sign_digest(hash);
}

Bytes Signer::sign_digest(BytesView hash) const {
  ossl::KeyContext context = take_context();
  Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(material_.key.get())));
  std::size_t size = signature.size();
  ossl::ok(EVP_PKEY_sign(context.get(), signature.data(), &size, hash.data(), hash.size()), "signing");
  signature.resize(size);
  give_back(std::move(context));
  return signature;
}

/// Ed25519 hashes the message itself, twice, and has no form that takes a digest (RFC 8032 5.1.6).
Bytes Signer::sign_ed25519(BytesView message) const {
  const ossl::DigestContext context(ossl::need(EVP_MD_CTX_new(), "signing"));
  ossl::ok(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, material_.key.get()), "signing");
  Bytes signature(64);
  std::size_t size = signature.size();
  ossl::ok(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()), "signing");
  return signature;
}

ossl::KeyContext Signer::take_context() const {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      ossl::KeyContext context = std::move(idle_.back());
      idle_.pop_back();
      return context;
    }
  }
  return make_context();
}

void Signer::give_back(ossl::KeyContext context) const {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(context));
}

}  // namespace pkit::x509
