// What a plain PKCS#8 structure means: a key that can sign, and its public half.
#include "x509/keys/key_material.h"

#include <utility>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/objects.h>

#include "base/error.h"
#include "x509/der.h"
#include "x509/keys/key_refused.h"
#include "x509/keys/rsa_private.h"
#include "x509/keys/secret_parameters.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

using Group = ossl::Owned<EC_GROUP, EC_GROUP_free>;
using SecretPoint = ossl::Owned<EC_POINT, EC_POINT_clear_free>;

/// The parts of a PrivateKeyInfo, or of a OneAsymmetricKey (RFC 5958 2): views into it.
struct Pkcs8 {
  std::string algorithm;
  std::optional<der::Element> parameters;
  der::Element key;
  std::optional<BytesView> public_key;
};

Pkcs8 read(BytesView pkcs8) {
  der::Reader document(pkcs8);
  der::Reader info = document.enter(der::kSequence, "PrivateKeyInfo");
  document.end("PrivateKeyInfo");
  const std::int64_t version = der::small_integer(info.expect(der::kInteger, "version"));
  if (version != 0 && version != 1) refuse_key("its PKCS#8 version is unknown");
  Pkcs8 parts;
  der::Reader algorithm = info.enter(der::kSequence, "privateKeyAlgorithm");
  parts.algorithm = der::oid(algorithm.expect(der::kOid, "algorithm"));
  if (!algorithm.empty()) parts.parameters = algorithm.next();
  algorithm.end("privateKeyAlgorithm");
  parts.key = info.expect(der::kOctetString, "privateKey");
  info.optional(der::context(0, true));  // attributes
  if (const auto bits = info.optional(der::context(1, false))) {
    if (version == 0 || bits->content.empty() || bits->content[0] != 0) refuse_key("its public key is not well formed");
    parts.public_key = bits->content.subspan(1);
  }
  info.end("PrivateKeyInfo");
  return parts;
}

/// SubjectPublicKeyInfo from the parts that its AlgorithmIdentifier and key consist of.
Bytes public_info(std::string_view algorithm, BytesView parameters, BytesView key_bits) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::kSequence, [&] {
      writer.oid(algorithm);
      writer.raw(parameters);
    });
    writer.bit_string(key_bits);
  });
  return writer.take();
}

KeyMaterial judged(ossl::Key key, const Bytes& spki) {
  JudgedKey judgement = judge_key(spki, KeySource::csr);
  if (!judgement.faults.empty()) refuse_key(judgement.faults.front().what);
  return {std::move(key), std::move(*judgement.key)};
}

void expect_same(const std::optional<BytesView>& told, BytesView computed) {
  if (told && !equal(*told, computed)) refuse_key("its public and its private half do not belong together");
}

// Elliptic curves

struct SecretCurve {
  std::string_view oid;
  int nid;
  const char* group;
  std::size_t size;
};
constexpr SecretCurve kSecretCurves[] = {{oid::kP256, NID_X9_62_prime256v1, "P-256", 32},
                                         {oid::kP384, NID_secp384r1, "P-384", 48},
                                         {oid::kP521, NID_secp521r1, "P-521", 66}};

const SecretCurve& curve_of(const std::optional<der::Element>& parameters) {
  if (!parameters || parameters->tag != der::kOid) refuse_key("its curve is not a named one");
  const std::string name = der::oid(*parameters);
  for (const SecretCurve& curve : kSecretCurves) {
    if (curve.oid == name) return curve;
  }
  refuse_key("its curve is none that pkit takes (P-256, P-384, P-521)");
}

/// ECPrivateKey (RFC 5915 3): the scalar, and the point that the file claims for it.
struct Scalar {
  ossl::Number value;
  std::optional<BytesView> point;
};

Scalar read_scalar(const der::Element& key, const SecretCurve& curve) {
  der::Reader document(key.content, key.content_offset());
  der::Reader ec = document.enter(der::kSequence, "ECPrivateKey");
  document.end("ECPrivateKey");
  if (der::small_integer(ec.expect(der::kInteger, "version")) != 1) refuse_key("its ECPrivateKey version is unknown");
  BytesView octets = ec.expect(der::kOctetString, "privateKey").content;
  // GnuTLS writes the content of an INTEGER here, with a leading zero where the top bit is set.
  if (octets.size() == curve.size + 1 && octets[0] == 0) octets = octets.subspan(1);
  if (octets.size() > curve.size) refuse_key("its private number is too long");
  Scalar scalar;
  scalar.value.reset(ossl::need(BN_bin2bn(octets.data(), static_cast<int>(octets.size()), nullptr), "reading a key"));
  BN_set_flags(scalar.value.get(), BN_FLG_CONSTTIME);
  if (const auto named = ec.optional(der::context(0, true))) {
    if (der::oid(ec.inside(*named).expect(der::kOid, "namedCurve")) != curve.oid) refuse_key("it names two curves");
  }
  if (const auto point = ec.optional(der::context(1, true)))
    scalar.point = der::bit_string(ec.inside(*point).expect(der::kBitString, "publicKey"));
  ec.end("ECPrivateKey");
  return scalar;
}

/// The uncompressed point of a scalar. A claimed one is compared as a point, since it may be compressed.
Bytes compute_point(const Scalar& scalar, const SecretCurve& curve) {
  const Group group(ossl::need(EC_GROUP_new_by_curve_name(curve.nid), "opening a curve"));
  if (BN_is_zero(scalar.value.get()) || BN_cmp(scalar.value.get(), EC_GROUP_get0_order(group.get())) >= 0)
    refuse_key("its private number is out of range");
  const SecretPoint point(ossl::need(EC_POINT_new(group.get()), "computing a public key"));
  ossl::ok(EC_POINT_mul(group.get(), point.get(), scalar.value.get(), nullptr, nullptr, nullptr),
           "computing a public key");
  if (scalar.point) {
    const SecretPoint told(ossl::need(EC_POINT_new(group.get()), "computing a public key"));
    const bool same =
        EC_POINT_oct2point(group.get(), told.get(), scalar.point->data(), scalar.point->size(), nullptr) == 1 &&
        EC_POINT_cmp(group.get(), told.get(), point.get(), nullptr) == 0;
    ossl::forget_errors();
    if (!same) refuse_key("its public and its private half do not belong together");
  }
  Bytes out(1 + 2 * curve.size);
  if (EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, out.data(), out.size(), nullptr) !=
      out.size())
    ossl::fail("encoding a public key");
  return out;
}

KeyMaterial read_ec(const Pkcs8& parts) {
  const SecretCurve& curve = curve_of(parts.parameters);
  const Scalar scalar = read_scalar(parts.key, curve);
  const Bytes point = compute_point(scalar, curve);
  expect_same(parts.public_key, point);
  SecretParameters parameters;
  parameters.text(OSSL_PKEY_PARAM_GROUP_NAME, curve.group);
  parameters.octets(OSSL_PKEY_PARAM_PUB_KEY, point);
  parameters.number(OSSL_PKEY_PARAM_PRIV_KEY, scalar.value.get());
  ossl::Key key = parameters.key_pair("EC");
  if (!key) refuse_key("libcrypto refuses its numbers");
  return judged(std::move(key), public_info(oid::kEcPublicKey, parts.parameters->whole, point));
}

// RSA

KeyMaterial read_rsa(const Pkcs8& parts, bool pss) {
  const bool null = parts.parameters && parts.parameters->tag == der::kNull;
  if (!pss && !null) refuse_key("the parameters of rsaEncryption are not NULL");
  RsaPrivate rsa = read_rsa_private(parts.key);
  expect_same(parts.public_key, rsa.public_key);
  // The parameters of a PSS key bind what it signs (RFC 4055 3.3), so they stay with its public half.
  const BytesView parameters = parts.parameters ? parts.parameters->whole : BytesView();
  return judged(std::move(rsa.key), public_info(pss ? oid::kRsaPss : oid::kRsaEncryption, parameters, rsa.public_key));
}

// Ed25519

KeyMaterial read_ed25519(const Pkcs8& parts) {
  constexpr std::size_t size = 32;
  if (parts.parameters) refuse_key("an Ed25519 key has no parameters");
  der::Reader document(parts.key.content, parts.key.content_offset());
  const BytesView seed = document.expect(der::kOctetString, "CurvePrivateKey").content;
  document.end("CurvePrivateKey");
  if (seed.size() != size) refuse_key("an Ed25519 key has 32 octets");
  ossl::Key key(ossl::need(EVP_PKEY_new_raw_private_key_ex(nullptr, "ED25519", nullptr, seed.data(), seed.size()),
                           "reading an Ed25519 key"));
  Bytes point(size);
  std::size_t written = size;
  ossl::ok(EVP_PKEY_get_raw_public_key(key.get(), point.data(), &written), "computing a public key");
  expect_same(parts.public_key, point);
  return judged(std::move(key), public_info(oid::kEd25519, {}, point));
}

}  // namespace

KeyMaterial key_material(BytesView pkcs8) {
  const Pkcs8 parts = read(pkcs8);
  if (parts.algorithm == oid::kEcPublicKey) return read_ec(parts);
  if (parts.algorithm == oid::kRsaEncryption) return read_rsa(parts, false);
  if (parts.algorithm == oid::kRsaPss) return read_rsa(parts, true);
  if (parts.algorithm == oid::kEd25519) return read_ed25519(parts);
  refuse_key("its algorithm is none that pkit takes (RSA, RSA-PSS, EC, Ed25519)");
}

}  // namespace pkit::x509
