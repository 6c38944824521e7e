// RSAPrivateKey (RFC 8017 A.1.2): read, checked with cheap arithmetic, and handed to libcrypto.
#include "x509/keys/rsa_private.h"

#include <utility>

#include <openssl/core_names.h>

#include "base/error.h"
#include "x509/keys/key_refused.h"
#include "x509/keys/secret_parameters.h"

namespace pkit::x509 {

namespace {

using Scratch = ossl::Owned<BN_CTX, BN_CTX_free>;

struct Numbers {
  ossl::Number n, e, d, p, q, dp, dq, qinv;
};

ossl::Number read_number(der::Reader& reader, const char* what) {
  constexpr std::size_t longest = 2048;  // octets: 16384 bits, beyond any key that is taken
  const BytesView octets = der::integer(reader.expect(der::kInteger, what));
  if (octets[0] >= 0x80 || octets.size() > longest) refuse_key("one of its RSA numbers is out of bounds");
  ossl::Number number(
      ossl::need(BN_bin2bn(octets.data(), static_cast<int>(octets.size()), nullptr), "reading an RSA key"));
  if (BN_is_zero(number.get())) refuse_key("one of its RSA numbers is zero");
  return number;
}

Numbers read_numbers(const der::Element& key) {
  der::Reader document(key.content, key.content_offset());
  der::Reader rsa = document.enter(der::kSequence, "RSAPrivateKey");
  document.end("RSAPrivateKey");
  if (der::small_integer(rsa.expect(der::kInteger, "version")) != 0)
    refuse_key("an RSA key of several primes is not taken");
  Numbers numbers;
  numbers.n = read_number(rsa, "modulus");
  numbers.e = read_number(rsa, "publicExponent");
  numbers.d = read_number(rsa, "privateExponent");
  numbers.p = read_number(rsa, "prime1");
  numbers.q = read_number(rsa, "prime2");
  numbers.dp = read_number(rsa, "exponent1");
  numbers.dq = read_number(rsa, "exponent2");
  numbers.qinv = read_number(rsa, "coefficient");
  rsa.end("RSAPrivateKey");
  return numbers;
}

ossl::Number fresh() { return ossl::Number(ossl::need(BN_new(), "checking an RSA key")); }

/// Is a * b = 1 modulo m?
bool inverses(const BIGNUM* a, const BIGNUM* b, const BIGNUM* m, BN_CTX* scratch) {
  ossl::Number product = fresh();
  ossl::ok(BN_mod_mul(product.get(), a, b, m, scratch), "checking an RSA key");
  return BN_is_one(product.get()) == 1;
}

/// The private exponent and its CRT form belong to this prime: d * e = 1 and dp = d, both modulo p - 1.
bool prime_fits(const Numbers& numbers, const BIGNUM* prime, const BIGNUM* exponent, BN_CTX* scratch) {
  ossl::Number less = fresh(), reduced = fresh();
  ossl::ok(BN_sub(less.get(), prime, BN_value_one()), "checking an RSA key");
  ossl::ok(BN_mod(reduced.get(), numbers.d.get(), less.get(), scratch), "checking an RSA key");
  return BN_cmp(reduced.get(), exponent) == 0 && inverses(numbers.d.get(), numbers.e.get(), less.get(), scratch);
}

bool fit_together(const Numbers& numbers) {
  const Scratch scratch(ossl::need(BN_CTX_secure_new(), "checking an RSA key"));
  if (BN_num_bits(numbers.p.get()) < 2 || BN_num_bits(numbers.q.get()) < 2) return false;
  ossl::Number product = fresh();
  ossl::ok(BN_mul(product.get(), numbers.p.get(), numbers.q.get(), scratch.get()), "checking an RSA key");
  return BN_cmp(product.get(), numbers.n.get()) == 0 &&
         prime_fits(numbers, numbers.p.get(), numbers.dp.get(), scratch.get()) &&
         prime_fits(numbers, numbers.q.get(), numbers.dq.get(), scratch.get()) &&
         inverses(numbers.q.get(), numbers.qinv.get(), numbers.p.get(), scratch.get());
}

Bytes magnitude(const BIGNUM* number) {
  Bytes out(static_cast<std::size_t>(BN_num_bytes(number)));
  BN_bn2bin(number, out.data());
  return out;
}

}  // namespace

RsaPrivate read_rsa_private(const der::Element& key) {
  const Numbers numbers = read_numbers(key);
  if (!fit_together(numbers)) refuse_key("its RSA numbers do not fit together");
  SecretParameters parameters;
  parameters.number(OSSL_PKEY_PARAM_RSA_N, numbers.n.get());
  parameters.number(OSSL_PKEY_PARAM_RSA_E, numbers.e.get());
  parameters.number(OSSL_PKEY_PARAM_RSA_D, numbers.d.get());
  parameters.number(OSSL_PKEY_PARAM_RSA_FACTOR1, numbers.p.get());
  parameters.number(OSSL_PKEY_PARAM_RSA_FACTOR2, numbers.q.get());
  parameters.number(OSSL_PKEY_PARAM_RSA_EXPONENT1, numbers.dp.get());
  parameters.number(OSSL_PKEY_PARAM_RSA_EXPONENT2, numbers.dq.get());
  parameters.number(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, numbers.qinv.get());
  ossl::Key handle = parameters.key_pair("RSA");
  if (!handle) refuse_key("libcrypto refuses its numbers");
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.unsigned_integer(magnitude(numbers.n.get()));
    writer.unsigned_integer(magnitude(numbers.e.get()));
  });
  return {std::move(handle), writer.take()};
}

}  // namespace pkit::x509
