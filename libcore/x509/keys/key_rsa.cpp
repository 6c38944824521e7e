// RSA public keys (RFC 8017 A.1.1), as rsaEncryption (RFC 3279 2.3.1) and as RSASSA-PSS keys (RFC 4055 1.2).
#include <algorithm>
#include <bit>

#include "x509/keys/key_reader.h"
#include "x509/keys/pss.h"
#include "x509/keys/rsa_weak.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

constexpr int kLeastBits = 2048, kMostBits = 8192;
constexpr int kMostCheckedExponent = 64;  // bits; libcrypto refuses more for long moduli

/// The magnitude of a positive, minimal INTEGER (X.690 8.3.2).
Bytes positive(const der::Element& e) {
  const BytesView c = e.content;
  const bool padded = c.size() > 1 && c[0] == 0 && c[1] < 0x80;
  if (c.empty() || padded || c[0] >= 0x80 || (c.size() == 1 && c[0] == 0))
    der::fail("key.rsa.integer", "RSA key with a number that is not positive or not minimal", e.offset);
  return Bytes(c.begin() + (c[0] == 0 ? 1 : 0), c.end());
}

int bit_length(const Bytes& magnitude) {
  return static_cast<int>(magnitude.size() - 1) * 8 + std::bit_width(magnitude[0]);
}

bool is_even(const Bytes& magnitude) { return (magnitude.back() & 1) == 0; }

bool at_least(const Bytes& a, const Bytes& b) {
  return a.size() != b.size() ? a.size() > b.size()
                              : !std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

Bytes canonical_spki(BytesView key_bits) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::kSequence, [&] {
      writer.oid(oid::kRsaEncryption);
      writer.null();
    });
    writer.bit_string(key_bits);
  });
  return writer.take();
}

}  // namespace

void KeyReader::judge_exponent(const Parts& parts) {
  const Bytes& e = key.exponent_;
  const int bits = bit_length(e);
  const std::string hint = "make a key with exponent 65537";
  if (e == Bytes{1})
    return malformed("key.rsa.exponent_one", "RSA key with exponent 1: anyone can sign with it", parts.bits_offset);
  if (is_even(e) || at_least(e, key.modulus_))
    return malformed("key.rsa.exponent", "RSA key with an impossible exponent", parts.bits_offset);
  if (bits < 17) not_taken("key.rsa.exponent_small", "RSA key with an exponent below 65537", parts.bits_offset, hint);
  if (bits > kMostCheckedExponent)
    not_taken("key.rsa.exponent_large", "RSA key with an exponent beyond 64 bits", parts.bits_offset, hint);
}

/// Not asked of what is refused for its size or its exponent already.
void KeyReader::judge_factors(const Parts& parts) {
  const std::string hint = "make a new key with another program";
  switch (find_weakness(key.modulus_)) {
    case RsaWeakness::none:
      return;
    case RsaWeakness::small_factor:
      return not_taken("key.rsa.small_factor", "RSA key with a small factor", parts.bits_offset, hint);
    case RsaWeakness::roca:
      return not_taken("key.rsa.roca", "RSA key with the weakness ROCA (CVE-2017-15361)", parts.bits_offset, hint);
    case RsaWeakness::close_primes:
      return not_taken("key.rsa.close_primes", "RSA key of two primes that are close together", parts.bits_offset,
                       hint);
  }
}

void KeyReader::judge_rsa(const Parts& parts) {
  const std::string size = "RSA key of " + std::to_string(key.bits_) + " bits";
  const std::size_t before = faults.size();
  if (is_even(key.modulus_))
    malformed("key.rsa.even", "RSA key with an even modulus: anyone can sign with it", parts.bits_offset);
  judge_exponent(parts);
  if (key.bits_ < kLeastBits)
    not_taken("key.rsa.short", size + ", not at least 2048", parts.bits_offset, "make a key of 2048 bits or more");
  if (key.bits_ > kMostBits) malformed("key.rsa.limit", size + ", beyond 8192", parts.bits_offset);
  if (faults.size() == before) judge_factors(parts);
}

/// Absent ones mean the same to everybody; a certificate gets them as RFC 3279 2.3.1 has them.
void KeyReader::judge_parameters(const Parts& parts) {
  if (parts.parameters && parts.parameters->tag == der::kNull && parts.parameters->content.empty()) return;
  if (parts.parameters)
    return malformed("key.rsa.parameters", "RSA key whose parameters are not NULL", parts.bits_offset);
  note(seen, Tolerance::rsa_without_null, parts.bits_offset);
  if (source == KeySource::csr) key.spki_ = canonical_spki(parts.bits);
}

void KeyReader::read_rsa(const Parts& parts) {
  if (parts.oid == oid::kRsaEncryption) judge_parameters(parts);
  der::Reader document(parts.bits, parts.bits_offset);
  der::Reader numbers = document.enter(der::kSequence, "RSAPublicKey");
  key.modulus_ = positive(numbers.expect(der::kInteger, "modulus"));
  key.exponent_ = positive(numbers.expect(der::kInteger, "publicExponent"));
  if (!numbers.empty() || !document.empty())
    malformed("key.trailing", "bytes behind the RSA key", numbers.empty() ? document.offset() : numbers.offset());
  key.type_ = parts.oid == oid::kRsaPss ? KeyType::rsa_pss : KeyType::rsa;
  key.bits_ = bit_length(key.modulus_);
  checkable = true;
  judge_rsa(parts);
  identify(canonical_spki(parts.bits));
}

void KeyReader::read_pss_key(const Parts& parts) {
  if (!parts.parameters) return read_rsa(parts);
  const PssParameters pss = read_pss_parameters(parts.algorithm, *parts.parameters, "key.pss.parameters");
  if (!pss.taken())
    not_taken("key.pss.digest", "RSA-PSS key for a digest that is not taken, or two different ones",
              parts.parameters->offset, "make the key without parameters or for SHA-256");
  key.parameters_.assign(parts.parameters->whole.begin(), parts.parameters->whole.end());
  read_rsa(parts);
  if (!pss.fit(key.bits_))
    malformed("key.pss.parameters", "RSA-PSS key whose salt its modulus has no room for", parts.parameters->offset);
}

bool has_single_prime(const PublicKey& key) {
  return (key.type() == KeyType::rsa || key.type() == KeyType::rsa_pss) && is_prime_power(key.modulus());
}

}  // namespace pkit::x509
