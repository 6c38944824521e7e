// For each class of key under which anyone can sign, a request that nobody's private key signed: openssl accepts it
// where libcrypto accepts the class, and examine_csr() refuses it by that class's own code.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "forge.h"

using namespace pkit;
using namespace pkit::x509;

namespace {

using ossl::Number;
using Context = ossl::Owned<BN_CTX, BN_CTX_free>;

Number number(BytesView magnitude) {
  return Number(BN_bin2bn(magnitude.data(), static_cast<int>(magnitude.size()), nullptr));
}

Bytes octets(const BIGNUM* n, std::size_t size) {
  Bytes out(size);
  REQUIRE(BN_bn2binpad(n, out.data(), static_cast<int>(size)) == static_cast<int>(size));
  return out;
}

Bytes octets(const BIGNUM* n) { return octets(n, static_cast<std::size_t>(BN_num_bytes(n))); }

Bytes sha256_of(BytesView message) {
  Bytes digest(32);
  SHA256(message.data(), message.size(), digest.data());
  return digest;
}

/// Under Q = infinity u2 * Q is nothing, so that k = 1 gives a signature: r = x(G), s = hash.
Bytes ecdsa_under_infinity(int nid, BytesView message) {
  const ossl::Owned<EC_GROUP, EC_GROUP_free> group(EC_GROUP_new_by_curve_name(nid));
  const Number x(BN_new()), r(BN_new()), s(BN_new());
  const Context context(BN_CTX_new());
  const BIGNUM* order = EC_GROUP_get0_order(group.get());
  EC_POINT_get_affine_coordinates(group.get(), EC_GROUP_get0_generator(group.get()), x.get(), nullptr, context.get());
  BN_nnmod(r.get(), x.get(), order, context.get());
  BN_nnmod(s.get(), number(sha256_of(message)).get(), order, context.get());
  return forge::sequence({forge::integer(octets(r.get())), forge::integer(octets(s.get()))});
}

Bytes infinity_request(std::string_view curve, int nid) {
  forge::Info info;
  info.spki = forge::ec_spki(curve, Bytes{0x00});
  return forge::request(info.der(), forge::ecdsa_sha256(), ecdsa_under_infinity(nid, info.der()));
}

/// EMSA-PKCS1-v1_5 (RFC 8017 9.2) of SHA-256.
Bytes padded_hash(BytesView message, std::size_t size) {
  const Bytes info = forge::sequence(
      {forge::algorithm(oid::kSha256, forge::kNullTlv), forge::tlv(der::kOctetString, sha256_of(message))});
  Bytes out(size - info.size(), 0xff);
  out[0] = 0;
  out[1] = 1;
  out.back() = 0;
  out.insert(out.end(), info.begin(), info.end());
  return out;
}

/// A prime p of 2048 bits with p = 3 mod 4 (RFC 3526 group 14): as a modulus everyone knows its factors.
Number known_prime() { return Number(BN_get_rfc3526_prime_2048(nullptr)); }

/// With e = 1 the signature is the padded hash itself.
Bytes exponent_one_request() {
  forge::Info info;
  info.spki = forge::rsa_spki(octets(known_prime().get()), Bytes{0x01});
  return forge::request(info.der(), forge::rsa_sha256(), padded_hash(info.der(), 256));
}

/// With e = 2 and a prime modulus the signature is a square root; one hash in two has one, so names are tried.
Bytes even_exponent_request() {
  const Number p = known_prime(), power(BN_dup(p.get())), root(BN_new()), square(BN_new());
  const Context context(BN_CTX_new());
  BN_add_word(power.get(), 1);
  BN_rshift(power.get(), power.get(), 2);
  for (int i = 0; i < 64; ++i) {
    forge::Info info;
    info.cn = "forged" + std::to_string(i) + ".corp.example";
    info.spki = forge::rsa_spki(octets(p.get()), Bytes{0x02});
    const Number hash = number(padded_hash(info.der(), 256));
    BN_mod_exp(root.get(), hash.get(), power.get(), p.get(), context.get());
    BN_mod_sqr(square.get(), root.get(), p.get(), context.get());
    if (BN_cmp(square.get(), hash.get()) == 0)
      return forge::request(info.der(), forge::rsa_sha256(), octets(root.get(), 256));
  }
  FAIL("no hash was a square");
  return {};
}

/// An even modulus 2p: the e-th root is taken modulo p, and its parity is that of the padded hash.
Bytes even_modulus_request() {
  const Number p = known_prime(), n(BN_dup(p.get())), order(BN_dup(p.get())), d(BN_new()), e(BN_new()), s(BN_new());
  const Context context(BN_CTX_new());
  BN_lshift1(n.get(), p.get());
  BN_sub_word(order.get(), 1);
  BN_set_word(e.get(), 65537);
  REQUIRE(BN_mod_inverse(d.get(), e.get(), order.get(), context.get()));
  forge::Info info;
  info.spki = forge::rsa_spki(octets(n.get()), Bytes{0x01, 0x00, 0x01});
  const Number hash = number(padded_hash(info.der(), 257));
  BN_mod_exp(s.get(), hash.get(), d.get(), p.get(), context.get());
  if (BN_is_odd(s.get()) != BN_is_odd(hash.get())) BN_add(s.get(), s.get(), p.get());
  return forge::request(info.der(), forge::rsa_sha256(), octets(s.get(), 257));
}

/// What signs with a well-formed key whose factors everyone knows: the same as above, e-th root modulo p.
Bytes known_factor_request(unsigned exponent) {
  const Number p = known_prime(), order(BN_dup(p.get())), d(BN_new()), e(BN_new()), s(BN_new());
  const Context context(BN_CTX_new());
  BN_sub_word(order.get(), 1);
  BN_set_word(e.get(), exponent);
  REQUIRE(BN_mod_inverse(d.get(), e.get(), order.get(), context.get()));
  forge::Info info;
  info.spki = forge::rsa_spki(octets(p.get()), octets(e.get()));
  BN_mod_exp(s.get(), number(padded_hash(info.der(), 256)).get(), d.get(), p.get(), context.get());
  return forge::request(info.der(), forge::rsa_sha256(), octets(s.get(), 256));
}

Bytes point(const char* hex) { return *from_hex(hex); }

/// The encodings of the eight points of small order (RFC 8032 5.1.2), the identity first.
std::vector<Bytes> small_points() {
  return {point("0100000000000000000000000000000000000000000000000000000000000000"),
          point("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
          point("0000000000000000000000000000000000000000000000000000000000000000"),
          point("0000000000000000000000000000000000000000000000000000000000000080"),
          point("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
          point("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
          point("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
          point("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")};
}

/// The encodings of the same points that are not canonical: y + p, and a sign for x = 0.
std::vector<Bytes> small_points_otherwise() {
  return {point("0100000000000000000000000000000000000000000000000000000000000080"),
          point("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
          point("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
          point("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
          point("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
          point("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")};
}

/// With S = 0 a signature holds where R = -h * A, which is a point of small order: names are tried until one fits.
std::optional<Bytes> small_order_request(const Bytes& key) {
  for (int i = 0; i < 64; ++i) {
    forge::Info info;
    info.cn = "forged" + std::to_string(i) + ".corp.example";
    info.spki = forge::spki(forge::ed25519(), key);
    for (const Bytes& r : small_points()) {
      Bytes request = forge::request(info.der(), forge::ed25519(), forge::of({r, Bytes(32, 0)}));
      if (forge::libcrypto_accepts(request)) return request;
    }
  }
  return std::nullopt;
}

void check_forged(const Bytes& request, bool openssl_accepts, const std::string& code) {
  CHECK(forge::openssl_verifies(request) == openssl_accepts);
  const ExaminedCsr examined = examine_csr(request);
  REQUIRE(forge::joined(examined.faults) == code);
  CHECK(examined.faults[0].kind == Kind::input);
  CHECK(examined.faults[0].where.starts_with("byte "));
  CHECK_FALSE(examined.csr);
}

}  // namespace

TEST_CASE("a signature under the point at infinity is anyone's") {
  check_forged(infinity_request(oid::kP256, NID_X9_62_prime256v1), true, "key.ec.infinity");
  check_forged(infinity_request(oid::kP384, NID_secp384r1), true, "key.ec.infinity");
  check_forged(infinity_request("1.3.132.0.10", NID_secp256k1), true, "key.ec.infinity key.ec.curve");
}

TEST_CASE("a signature under RSA exponent one is the padded hash") {
  check_forged(exponent_one_request(), true, "key.rsa.exponent_one");
}

TEST_CASE("a signature under an even exponent is a root that who chose the modulus can take") {
  check_forged(even_exponent_request(), true, "key.rsa.exponent");
}

TEST_CASE("libcrypto does not compute with an even modulus, and we do not take one either") {
  check_forged(even_modulus_request(), false, "key.rsa.even");
}

TEST_CASE("a signature under a small-order Ed25519 key is anyone's, in every encoding of it") {
  std::vector<Bytes> keys = small_points();
  for (const Bytes& key : small_points_otherwise()) keys.push_back(key);
  int accepted = 0;
  for (const Bytes& key : keys) {
    CAPTURE(to_hex(key));
    const std::optional<Bytes> request = small_order_request(key);
    if (request) {
      ++accepted;
      check_forged(*request, true, "key.ed25519.small_order");
    } else {
      forge::Info info;
      info.spki = forge::spki(forge::ed25519(), key);
      check_forged(forge::request(info.der(), forge::ed25519(), Bytes(64, 0)), false, "key.ed25519.small_order");
    }
  }
  MESSAGE(accepted << " of " << keys.size() << " small-order encodings are accepted by libcrypto");
  CHECK(accepted >= 8);
}

TEST_CASE("the request that everybody can make for the Ed25519 identity") {
  const Bytes request = *from_base64(
      "MIGdMFECAQAwHjEcMBoGA1UEAwwTZm9yZ2VkLmNvcnAuZXhhbXBsZTAqMAUGAytlcAMhAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      "oAAwBQYDK2VwA0EAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==");
  check_forged(request, true, "key.ed25519.small_order");
}

TEST_CASE("what is weak but signed by its key is denied, not malformed") {
  const ExaminedCsr small = examine_csr(known_factor_request(3));
  REQUIRE(forge::joined(small.faults) == "key.rsa.exponent_small");
  CHECK(small.faults[0].kind == Kind::denied);
  CHECK(forge::joined(examine_csr(known_factor_request(65537)).faults) == "-");
}
