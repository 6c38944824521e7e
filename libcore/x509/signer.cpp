// Signs with one key, keeping libcrypto's contexts from one signature to the next.
#include "x509/signer.h"

#include <openssl/rsa.h>

#include "x509/der.h"
#include "x509/digest.h"
#include "x509/oid.h"
#include "x509/private_key.h"

namespace pkit::x509 {

namespace {

// Signature algorithms (RFC 5758 3.2, RFC 4055 5).
constexpr oid::Oid kEcdsaSha256 = "1.2.840.10045.4.3.2";
constexpr oid::Oid kEcdsaSha384 = "1.2.840.10045.4.3.3";
constexpr oid::Oid kRsaSha256 = "1.2.840.113549.1.1.11";

constexpr int kPssSalt = 32;  // as long as the digest (RFC 4055 3.1)

void write_sha256(der::Writer& writer) {
  writer.constructed(der::kSequence, [&] {
    writer.oid(oid::kSha256);
    writer.null();  // as RFC 4055 2.1 shows it; readers must take both forms
  });
}

/// RSASSA-PSS-params (RFC 4055 3.1), every field written out.
void write_pss_parameters(der::Writer& writer) {
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::context(0, true), [&] { write_sha256(writer); });
    writer.constructed(der::context(1, true), [&] {
      writer.constructed(der::kSequence, [&] {
        writer.oid(oid::kMgf1);
        write_sha256(writer);
      });
    });
    writer.constructed(der::context(2, true), [&] { writer.integer(kPssSalt); });
  });
}

}  // namespace

/// The parameters are absent for ECDSA (RFC 5758 3.2) and Ed25519 (RFC 8410 3), NULL for RSA (RFC 4055 5).
Bytes signing_algorithm(const PublicKey& key) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    switch (key.type()) {
      case KeyType::ec:
        writer.oid(key.curve() == "P-384" ? kEcdsaSha384 : kEcdsaSha256);
        break;
      case KeyType::ed25519:
        writer.oid(oid::kEd25519);
        break;
      case KeyType::rsa:
        writer.oid(kRsaSha256);
        writer.null();
        break;
      case KeyType::rsa_pss:
        writer.oid(oid::kRsaPss);
        write_pss_parameters(writer);
        break;
    }
  });
  return writer.take();
}

Signer::Signer(const KeyMaterial& material) : material_(material), algorithm_(signing_algorithm(material.public_key)) {}

const EVP_MD* Signer::digest() const { return material_.public_key.curve() == "P-384" ? EVP_sha384() : EVP_sha256(); }

Bytes Signer::sign(BytesView message) const {
  if (material_.public_key.type() == KeyType::ed25519) return sign_ed25519(message);
  if (EVP_MD_get_type(digest()) == NID_sha256) return sign_digest(sha256(message));
  Bytes hash(static_cast<std::size_t>(EVP_MD_get_size(digest())));
  ossl::ok(EVP_Digest(message.data(), message.size(), hash.data(), nullptr, digest(), nullptr), "hashing");
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

ossl::KeyContext Signer::make_context() const {
  ossl::KeyContext context(ossl::need(EVP_PKEY_CTX_new_from_pkey(nullptr, material_.key.get(), nullptr), "signing"));
  ossl::ok(EVP_PKEY_sign_init(context.get()), "signing");
  ossl::ok(EVP_PKEY_CTX_set_signature_md(context.get(), digest()), "signing");
  const KeyType type = material_.public_key.type();
  if (type == KeyType::rsa) ossl::ok(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING), "signing");
  if (type == KeyType::rsa_pss) {
    ossl::ok(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING), "signing");
    ossl::ok(EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), digest()), "signing");
    ossl::ok(EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), kPssSalt), "signing");
  }
  return context;
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
