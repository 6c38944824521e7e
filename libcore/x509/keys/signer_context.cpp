// The algorithm that a key signs by, and the context that libcrypto signs with.
#include <openssl/rsa.h>

#include <algorithm>

#include "digest/digest.h"
#include "x509/der.h"
#include "x509/keys/pss.h"
#include "x509/keys/signer.h"
#include "x509/oid.h"
#include "x509/private_key.h"

namespace pkit::x509 {

namespace {

// Signature algorithms (RFC 5758 3.2, RFC 4055 5).
constexpr oid::Oid kRsaSha256 = "1.2.840.113549.1.1.11";

/// A curve's signatures have a digest of its own strength (RFC 5480 4).
struct CurveWay {
  const char* curve;
  oid::Oid algorithm;
  const EVP_MD* (*digest)();
};
constexpr CurveWay kCurveWays[] = {{"P-256", "1.2.840.10045.4.3.2", EVP_sha256},
                                   {"P-384", "1.2.840.10045.4.3.3", EVP_sha384},
                                   {"P-521", "1.2.840.10045.4.3.4", EVP_sha512}};

const CurveWay& curve_way(const PublicKey& key) {
  for (const CurveWay& way : kCurveWays)
    if (key.curve() == way.curve) return way;
  throw Error(Kind::internal, "internal", "an EC key of a curve that pkit does not sign with");
}

struct PssDigest {
  const char* word;
  oid::Oid oid;
  const EVP_MD* (*algorithm)();
};
constexpr PssDigest kPssDigests[] = {
    {"sha256", oid::kSha256, EVP_sha256}, {"sha384", oid::kSha384, EVP_sha384}, {"sha512", oid::kSha512, EVP_sha512}};

struct PssWay {
  PssDigest digest;
  int salt;  // octets
};

/// How a PSS key signs: with SHA-256 or what the key is for by its own parameters, which bind (RFC 4055 3.3), and a
/// salt as long as the digest (RFC 4055 3.1), or longer where they demand it.
PssWay pss_way(const PublicKey& key) {
  PssParameters demanded{"sha256", "sha256", 0};
  if (!key.parameters().empty()) {
    der::Reader reader(key.parameters());
    demanded = read_pss_parameters(reader, reader.next(), "key.pss.parameters");
  }
  for (const PssDigest& digest : kPssDigests) {
    if (demanded.digest == digest.word && demanded.taken())
      return {digest, std::max(digest_octets(demanded.digest), demanded.salt)};
  }
  throw Error(Kind::denied, "key.pss.digest", "an RSA-PSS key for a digest that pkit does not take");
}

void write_digest(der::Writer& writer, const PssDigest& digest) {
  writer.constructed(der::kSequence, [&] {
    writer.oid(digest.oid);
    writer.null();  // as RFC 4055 2.1 shows it; readers must take both forms
  });
}

/// RSASSA-PSS-params (RFC 4055 3.1), every field written out.
void write_pss_parameters(der::Writer& writer, const PssWay& way) {
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::context(0, true), [&] { write_digest(writer, way.digest); });
    writer.constructed(der::context(1, true), [&] {
      writer.constructed(der::kSequence, [&] {
        writer.oid(oid::kMgf1);
        write_digest(writer, way.digest);
      });
    });
    writer.constructed(der::context(2, true), [&] { writer.integer(way.salt); });
  });
}

const EVP_MD* digest_for(const PublicKey& key) {
  if (key.type() == KeyType::rsa_pss) return pss_way(key).digest.algorithm();
  return key.type() == KeyType::ec ? curve_way(key).digest() : EVP_sha256();
}

}  // namespace

/// The parameters are absent for ECDSA (RFC 5758 3.2) and Ed25519 (RFC 8410 3), NULL for RSA (RFC 4055 5).
Bytes signing_algorithm(const PublicKey& key) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    switch (key.type()) {
      case KeyType::ec:
        writer.oid(curve_way(key).algorithm);
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
        write_pss_parameters(writer, pss_way(key));
        break;
      case KeyType::other:
        throw Error(Kind::internal, "internal", "nothing is signed with a key of " + key.word());
    }
  });
  return writer.take();
}

Signer::Signer(const KeyMaterial& material)
    : material_(material),
      algorithm_(signing_algorithm(material.public_key)),
      digest_(digest_for(material.public_key)) {}

ossl::KeyContext Signer::make_context() const {
  ossl::KeyContext context(ossl::need(EVP_PKEY_CTX_new_from_pkey(nullptr, material_.key.get(), nullptr), "signing"));
  ossl::ok(EVP_PKEY_sign_init(context.get()), "signing");
  ossl::ok(EVP_PKEY_CTX_set_signature_md(context.get(), digest_), "signing");
  const KeyType type = material_.public_key.type();
  if (type == KeyType::rsa) ossl::ok(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING), "signing");
  if (type == KeyType::rsa_pss) {
    ossl::ok(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING), "signing");
    ossl::ok(EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), digest_), "signing");
    ossl::ok(EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), pss_way(material_.public_key).salt), "signing");
  }
  return context;
}

}  // namespace pkit::x509
