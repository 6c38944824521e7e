// Keys are judged before any signature: each fault by its own code and kind.
#include "x509/key.h"

#include <doctest/doctest.h>

#include "digest/digest.h"
#include "forge.h"

using namespace pkit;
using namespace pkit::x509;
using forge::algorithm;
using forge::integer;
using forge::kNullTlv;
using forge::sequence;

namespace {

Bytes octets_of(std::string_view hex) { return *from_hex(hex); }

/// "3 key.rsa.short, 5 key.trailing" or "-"; then what follows from it.
std::string judged(const Bytes& spki, KeySource source = KeySource::csr) {
  const JudgedKey result = judge_key(spki, source);
  std::string text;
  bool malformed = false;
  for (const Fault& fault : result.faults) {
    text += (text.empty() ? "" : ", ") + std::to_string(static_cast<int>(fault.kind)) + " " + fault.code;
    malformed = malformed || fault.kind == Kind::input;
  }
  if (malformed) {
    CHECK_FALSE(result.key);
    CHECK_FALSE(result.checkable);
  }
  if (result.key) CHECK(result.checkable);
  return text.empty() ? "-" : text;
}

/// The generator of a curve, in the form that begins with this octet.
Bytes generator(int nid, point_conversion_form_t form) {
  const ossl::Owned<EC_GROUP, EC_GROUP_free> group(EC_GROUP_new_by_curve_name(nid));
  Bytes out(200);
  out.resize(
      EC_POINT_point2oct(group.get(), EC_GROUP_get0_generator(group.get()), form, out.data(), out.size(), nullptr));
  return out;
}

const Bytes kP256 = generator(NID_X9_62_prime256v1, POINT_CONVERSION_UNCOMPRESSED);

Bytes ec(Bytes point) { return forge::ec_spki(x509::oid::kP256, point); }

Bytes changed(Bytes bytes, std::size_t at, std::uint8_t to) {
  bytes[at] = to;
  return bytes;
}

bool has_small_factor(const BIGNUM* number) {
  for (BN_ULONG divisor = 3; divisor < 752; divisor += 2)
    if (BN_mod_word(number, divisor) == 0) return true;
  return false;
}

/// A number of this many bits that nobody knows the factors of, small ones it has none.
Bytes modulus(int bits) {
  Bytes out(static_cast<std::size_t>((bits + 7) / 8), 0xa5);
  const int top = (bits - 1) % 8;
  out[0] = static_cast<std::uint8_t>((out[0] & ((1 << top) - 1)) | 1 << top);
  ossl::Number number(BN_bin2bn(out.data(), static_cast<int>(out.size()), nullptr));
  while (has_small_factor(number.get())) BN_add_word(number.get(), 2);
  BN_bn2bin(number.get(), out.data());
  return out;
}

const Bytes kF4 = {0x01, 0x00, 0x01};

Bytes rsa_numbers(BytesView content) { return forge::spki(algorithm(x509::oid::kRsaEncryption, kNullTlv), content); }

Bytes raw_integer(BytesView content) { return forge::tlv(der::kInteger, content); }

Bytes pss_parameters(std::string_view digest, std::string_view mask, int salt = 32) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::context(0, true), [&] { writer.raw(algorithm(digest, kNullTlv)); });
    writer.constructed(der::context(1, true),
                       [&] { writer.raw(algorithm(x509::oid::kMgf1, algorithm(mask, kNullTlv))); });
    writer.constructed(der::context(2, true), [&] { writer.integer(salt); });
  });
  return writer.take();
}

Bytes pss(BytesView parameters) {
  return forge::spki(algorithm(x509::oid::kRsaPss, parameters), sequence({integer(modulus(2048)), integer(kF4)}));
}

}  // namespace

TEST_CASE("EC keys") {
  const Bytes compressed = generator(NID_X9_62_prime256v1, POINT_CONVERSION_COMPRESSED);
  const Bytes hybrid = generator(NID_X9_62_prime256v1, POINT_CONVERSION_HYBRID);
  const Bytes p384 = generator(NID_secp384r1, POINT_CONVERSION_UNCOMPRESSED);
  const Bytes p521 = generator(NID_secp521r1, POINT_CONVERSION_UNCOMPRESSED);
  const Bytes k1 = generator(NID_secp256k1, POINT_CONVERSION_UNCOMPRESSED);
  const Bytes beyond = forge::of({Bytes{4}, Bytes(32, 0xff), BytesView(kP256).subspan(33)});
  const Bytes short_point(kP256.begin(), kP256.end() - 1);
  Bytes long_point = kP256;
  long_point.push_back(0);
  CHECK(judged(ec(kP256)) == "-");
  CHECK(judged(forge::ec_spki(x509::oid::kP384, p384)) == "-");
  CHECK(judged(forge::ec_spki(x509::oid::kP521, p521)) == "-");
  CHECK(judged(forge::ec_spki("1.3.132.0.10", k1)) == "3 key.ec.curve");
  CHECK(judged(forge::ec_spki("1.2.3.4", k1)) == "3 key.ec.curve");
  CHECK(judged(ec(compressed)) == "3 key.ec.compressed");
  CHECK(judged(ec(hybrid)) == "5 key.ec.hybrid");
  CHECK(judged(ec({0x00})) == "5 key.ec.infinity");
  CHECK(judged(ec(Bytes(65, 0))) == "5 key.ec.infinity");
  CHECK(judged(ec({})) == "5 key.ec.form");
  CHECK(judged(ec(changed(kP256, 0, 5))) == "5 key.ec.form");
  CHECK(judged(ec(changed(kP256, 64, 0))) == "5 key.ec.point");
  CHECK(judged(ec(beyond)) == "5 key.ec.point");
  CHECK(judged(ec(forge::of({Bytes{4}, Bytes(64, 0)}))) == "5 key.ec.point");
  CHECK(judged(ec(short_point)) == "5 key.ec.length");
  CHECK(judged(ec(long_point)) == "5 key.ec.length");
  CHECK(judged(ec(p384)) == "5 key.ec.length");
  CHECK(judged(forge::spki(algorithm(x509::oid::kEcPublicKey), kP256)) == "5 key.ec.parameters");
  CHECK(judged(forge::spki(algorithm(x509::oid::kEcPublicKey, kNullTlv), kP256)) == "5 key.ec.parameters");
  CHECK(judged(forge::spki(algorithm(x509::oid::kEcPublicKey, sequence({integer(Bytes{1})})), kP256)) ==
        "3 key.ec.explicit");
  CHECK(judged(forge::spki(algorithm(x509::oid::kEcPublicKey, sequence({raw_integer({})})), kP256)) == "5 der.integer");
}

TEST_CASE("what a certificate may hold beside that") {
  for (const int nid : {NID_X9_62_prime256v1, NID_secp384r1, NID_secp521r1}) {
    const std::string_view curve = nid == NID_X9_62_prime256v1 ? x509::oid::kP256
                                   : nid == NID_secp384r1      ? x509::oid::kP384
                                                               : x509::oid::kP521;
    const Bytes full = generator(nid, POINT_CONVERSION_UNCOMPRESSED);
    const JudgedKey a = judge_key(forge::ec_spki(curve, full), KeySource::certificate);
    const JudgedKey b =
        judge_key(forge::ec_spki(curve, generator(nid, POINT_CONVERSION_COMPRESSED)), KeySource::certificate);
    REQUIRE((a.key && b.key && a.faults.empty() && b.faults.empty()));
    CHECK(b.key->point() == full);
    CHECK(a.key->key_id() == b.key->key_id());
    CHECK(a.key->spki() != b.key->spki());
    CHECK(a.key->key_bits() != b.key->key_bits());
  }
  CHECK(judged(ec({0x00}), KeySource::certificate) == "5 key.ec.infinity");
  CHECK(judged(ec(generator(NID_X9_62_prime256v1, POINT_CONVERSION_HYBRID)), KeySource::certificate) ==
        "5 key.ec.hybrid");
  CHECK(judged(ec(forge::of({Bytes{2}, Bytes(32, 0xff)})), KeySource::certificate) == "5 key.ec.point");
  CHECK(judged(ec(forge::of({Bytes{2}, Bytes(31, 0), Bytes{5}})), KeySource::certificate) == "-");
  CHECK(judged(ec(forge::of({Bytes{2}, Bytes(31, 0), Bytes{1}})), KeySource::certificate) == "5 key.ec.point");
  CHECK(judged(forge::rsa_spki(modulus(8192), kF4), KeySource::certificate) == "-");
  CHECK(judged(forge::rsa_spki(modulus(8193), kF4), KeySource::certificate) == "5 key.rsa.limit");
}

TEST_CASE("RSA keys") {
  const Bytes n = modulus(2048);
  CHECK(judged(forge::rsa_spki(n, kF4)) == "-");
  CHECK(judged(forge::rsa_spki(modulus(4096), kF4)) == "-");
  CHECK(judged(forge::rsa_spki(changed(n, 255, 0xa7), kF4)) == "3 key.rsa.small_factor");
  CHECK(judged(forge::rsa_spki(modulus(2047), kF4)) == "3 key.rsa.short");
  CHECK(judged(forge::rsa_spki(modulus(4097), kF4)) == "-");
  CHECK(judged(forge::rsa_spki(modulus(8192), kF4)) == "-");
  CHECK(judged(forge::rsa_spki(modulus(8193), kF4)) == "5 key.rsa.limit");
  CHECK(judged(forge::rsa_spki(changed(n, 255, 0xa4), kF4)) == "5 key.rsa.even");
  CHECK(judged(forge::rsa_spki(n, Bytes{1})) == "5 key.rsa.exponent_one");
  CHECK(judged(forge::rsa_spki(n, Bytes{2})) == "5 key.rsa.exponent");
  CHECK(judged(forge::rsa_spki(n, octets_of("010000"))) == "5 key.rsa.exponent");
  CHECK(judged(forge::rsa_spki(n, n)) == "5 key.rsa.exponent");
  CHECK(judged(forge::rsa_spki(n, changed(n, 0, 0xff))) == "5 key.rsa.exponent");
  CHECK(judged(forge::rsa_spki(n, Bytes{3})) == "3 key.rsa.exponent_small");
  CHECK(judged(forge::rsa_spki(n, octets_of("ffff"))) == "3 key.rsa.exponent_small");
  CHECK(judged(forge::rsa_spki(n, Bytes(8, 0xff))) == "-");
  CHECK(judged(forge::rsa_spki(n, octets_of("010000000000000001"))) == "3 key.rsa.exponent_large");
  CHECK(judged(forge::rsa_spki(modulus(1024), Bytes{3})) == "3 key.rsa.exponent_small, 3 key.rsa.short");
  CHECK(judged(forge::rsa_spki(changed(n, 255, 0), Bytes{1})) == "5 key.rsa.even, 5 key.rsa.exponent_one");
}

TEST_CASE("RSA keys in DER") {
  const Bytes n = integer(modulus(2048)), e = integer(kF4);
  const auto spki_with = [&](BytesView parameters) {
    return forge::spki(algorithm(x509::oid::kRsaEncryption, parameters), sequence({n, e}));
  };
  CHECK(judged(rsa_numbers(sequence({n, e}))) == "-");
  CHECK(judged(spki_with({})) == "5 key.rsa.parameters");
  CHECK(judged(spki_with(sequence({}))) == "5 key.rsa.parameters");
  CHECK(judged(spki_with(octets_of("050100"))) == "5 key.rsa.parameters");
  CHECK(judged(spki_with(octets_of("05000500"))) == "5 key.trailing");
  CHECK(judged(rsa_numbers(sequence({n, e, kNullTlv}))) == "5 key.trailing");
  CHECK(judged(rsa_numbers(forge::of({sequence({n, e}), Bytes{0}}))) == "5 key.trailing");
  CHECK(judged(rsa_numbers(sequence({n}))) == "5 der.truncated");
  CHECK(judged(rsa_numbers({})) == "5 der.truncated");
  CHECK(judged(rsa_numbers(sequence({n, raw_integer({})}))) == "5 key.rsa.integer");
  CHECK(judged(rsa_numbers(sequence({n, raw_integer(Bytes{0})}))) == "5 key.rsa.integer");
  CHECK(judged(rsa_numbers(sequence({n, raw_integer(octets_of("00010001"))}))) == "5 key.rsa.integer");
  CHECK(judged(rsa_numbers(sequence({n, raw_integer(octets_of("ff"))}))) == "5 key.rsa.integer");
  CHECK(judged(rsa_numbers(sequence({raw_integer(modulus(2048)), e}))) == "5 key.rsa.integer");  // negative
  CHECK(judged(rsa_numbers(sequence({raw_integer(Bytes{0}), e}))) == "5 key.rsa.integer");
}

TEST_CASE("RSA-PSS keys") {
  CHECK(judged(pss({})) == "-");
  CHECK(judged(pss(pss_parameters(x509::oid::kSha256, x509::oid::kSha256))) == "-");
  CHECK(judged(pss(pss_parameters(x509::oid::kSha512, x509::oid::kSha512, 0))) == "-");
  CHECK(judged(pss(sequence({}))) == "3 key.pss.digest");  // SHA-1 by default
  CHECK(judged(pss(pss_parameters(x509::oid::kSha1, x509::oid::kSha1))) == "3 key.pss.digest");
  CHECK(judged(pss(pss_parameters(x509::oid::kSha256, x509::oid::kSha1))) == "3 key.pss.digest");
  CHECK(judged(pss(pss_parameters(x509::oid::kSha256, x509::oid::kSha256, -1))) == "5 key.pss.parameters");
  CHECK(judged(pss(pss_parameters(x509::oid::kSha256, x509::oid::kSha256, 1025))) == "5 key.pss.parameters");
  // 256 octets hold a digest, a salt and two more (RFC 8017 9.1.1).
  CHECK(judged(pss(pss_parameters(x509::oid::kSha256, x509::oid::kSha256, 222))) == "-");
  CHECK(judged(pss(pss_parameters(x509::oid::kSha256, x509::oid::kSha256, 223))) == "5 key.pss.parameters");
  CHECK(judged(pss(pss_parameters(x509::oid::kSha512, x509::oid::kSha512, 190))) == "-");
  CHECK(judged(pss(pss_parameters(x509::oid::kSha512, x509::oid::kSha512, 191))) == "5 key.pss.parameters");
  CHECK(judged(pss(kNullTlv)) == "5 key.pss.parameters");
  CHECK(judged(pss(sequence({octets_of("a303020102")}))) == "5 key.pss.parameters");
  CHECK(judged(pss(sequence({octets_of("a303020101")}))) == "3 key.pss.digest");
  CHECK(judged(pss(sequence({kNullTlv}))) == "5 der.trailing");
}

TEST_CASE("Ed25519 keys") {
  const Bytes good = octets_of("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");  // RFC 8032 7.1
  const auto spki_of = [](const Bytes& key) { return forge::spki(forge::ed25519(), key); };
  CHECK(judged(spki_of(good)) == "-");
  CHECK(judged(spki_of(Bytes(good.begin(), good.end() - 1))) == "5 key.ed25519.length");
  CHECK(judged(spki_of(forge::of({good, Bytes{0}}))) == "5 key.ed25519.length");
  CHECK(judged(spki_of({})) == "5 key.ed25519.length");
  CHECK(judged(forge::spki(algorithm(x509::oid::kEd25519, kNullTlv), good)) == "5 key.ed25519.parameters");
  Bytes high(32, 0xff);
  for (int low = 0xef; low <= 0xff; ++low) {
    high[0] = static_cast<std::uint8_t>(low);
    CHECK(judged(spki_of(high)) == "5 key.ed25519.range");
    CHECK(judged(spki_of(changed(high, 31, 0x7f))) == "5 key.ed25519.range");
  }
  CHECK(judged(spki_of(changed(changed(high, 0, 0xeb), 31, 0x7f))) == "-");
  CHECK(judged(spki_of(Bytes(32, 0))) == "5 key.ed25519.small_order");
}

TEST_CASE("other algorithms are denied; what libcrypto can check is checkable") {
  const Bytes key(32, 1);
  const JudgedKey dsa = judge_key(forge::spki(algorithm("1.2.840.10040.4.1"), key), KeySource::csr);
  const JudgedKey x25519 = judge_key(forge::spki(algorithm("1.3.101.110"), key), KeySource::csr);
  const JudgedKey curve = judge_key(forge::ec_spki("1.3.132.0.10", kP256), KeySource::csr);
  const JudgedKey unknown_curve = judge_key(forge::ec_spki("1.2.3.4", kP256), KeySource::csr);
  CHECK(forge::joined(dsa.faults) == "key.algorithm");
  CHECK(dsa.faults[0].kind == Kind::denied);
  CHECK(dsa.checkable);
  CHECK(forge::joined(x25519.faults) == "key.algorithm");
  CHECK_FALSE(x25519.checkable);
  CHECK(curve.checkable);
  CHECK_FALSE(unknown_curve.checkable);
  CHECK(judged(forge::spki(algorithm("1.2.3.4", octets_of("0201")), key)) == "5 der.truncated");
}

TEST_CASE("nothing is left over, and every fault has its byte") {
  const Bytes good = ec(kP256);
  CHECK(judged(forge::of({good, Bytes{0}})) == "5 key.trailing");
  CHECK(judged(sequence({algorithm(x509::oid::kEcPublicKey, forge::oid(x509::oid::kP256)), forge::bits(kP256),
                         kNullTlv})) == "5 key.trailing");
  CHECK(judged({}) == "5 der.truncated");
  CHECK(judged(sequence({forge::bits(kP256)})) == "5 der.type");
  CHECK(judged(changed(good, 25, 1)) == "5 der.bits");
  CHECK(judge_key(changed(good, 26, 6), KeySource::csr, 1000).faults.at(0).where == "byte 1026");
}

TEST_CASE("what a key is called, and what identifies it") {
  const JudgedKey ec_key = judge_key(ec(kP256), KeySource::csr);
  const JudgedKey rsa_key = judge_key(forge::rsa_spki(modulus(3072), kF4), KeySource::csr);
  const JudgedKey pss_key = judge_key(pss(pss_parameters(x509::oid::kSha256, x509::oid::kSha256)), KeySource::csr);
  REQUIRE((ec_key.key && rsa_key.key && pss_key.key));
  CHECK(ec_key.key->word() == "ec-p256");
  CHECK(ec_key.key->type_word() == std::string("EC"));
  CHECK(ec_key.key->curve() == "P-256");
  CHECK(ec_key.key->bits() == 256);
  CHECK(ec_key.key->key_bits() == kP256);
  const digest::Digest id = digest::sha256(ec(kP256));
  CHECK(ec_key.key->key_id() == Bytes(id.begin(), id.end()));
  CHECK(rsa_key.key->word() == "rsa-3072");
  CHECK(rsa_key.key->modulus() == modulus(3072));
  CHECK(rsa_key.key->exponent() == kF4);
  CHECK(pss_key.key->word() == "rsa-pss-2048");
  CHECK(pss_key.key->type_word() == std::string("RSA-PSS"));
  CHECK(pss_key.key->key_id() == judge_key(forge::rsa_spki(modulus(2048), kF4), KeySource::csr).key->key_id());
  CHECK(pss_key.key->parameters() == pss_parameters(x509::oid::kSha256, x509::oid::kSha256));
}

TEST_CASE("words of keys in profiles") {
  const auto taken = [](const Bytes& spki) {
    const JudgedKey key = judge_key(spki, KeySource::csr);
    std::string words;
    for (const std::string& word : key_words()) {
      if (key_word_takes(word, *key.key)) words += (words.empty() ? "" : " ") + word;
    }
    return words;
  };
  CHECK(taken(ec(kP256)) == "ec-p256");
  CHECK(taken(forge::rsa_spki(modulus(2048), kF4)) == "rsa-2048 rsa-2048+");
  CHECK(taken(forge::rsa_spki(modulus(3072), kF4)) == "rsa-3072 rsa-2048+ rsa-3072+");
  CHECK(taken(forge::rsa_spki(modulus(3000), kF4)) == "rsa-2048+");
  CHECK(taken(pss({})) == "rsa-pss-2048 rsa-pss-2048+");
  const JudgedKey rsa = judge_key(forge::rsa_spki(modulus(2048), kF4), KeySource::csr);
  for (const char* bad : {"rsa-+", "rsa-x+", "rsa-2048x+", "rsa+", "+", "", "ec-p256+"})
    CHECK_FALSE(key_word_takes(bad, *rsa.key));
}

TEST_CASE("signature algorithms") {
  struct Row {
    Bytes der;
    std::string word, digest;
    bool taken;
    std::string faults;
  };
  const auto rsa = [](int last) { return "1.2.840.113549.1.1." + std::to_string(last); };
  const Row rows[] = {
      {forge::ecdsa_sha256(), "ecdsa-sha256", "sha256", true, "-"},
      {algorithm("1.2.840.10045.4.3.4"), "ecdsa-sha512", "sha512", true, "-"},
      {algorithm("1.2.840.10045.4.3.2", kNullTlv), "ecdsa-sha256", "sha256", false, "signature.parameters"},
      {algorithm("1.2.840.10045.4.1"), "ecdsa-sha1", "sha1", false, "signature.algorithm"},
      {algorithm(rsa(12), kNullTlv), "rsa-sha384", "sha384", true, "-"},
      {algorithm(rsa(11)), "rsa-sha256", "sha256", true, "-"},
      {algorithm(rsa(11), octets_of("050100")), "rsa-sha256", "sha256", false, "der.null"},
      {algorithm(rsa(11), sequence({})), "rsa-sha256", "sha256", false, "signature.parameters"},
      {algorithm(rsa(4), kNullTlv), "rsa-md5", "md5", false, "signature.algorithm"},
      {algorithm(rsa(5), kNullTlv), "rsa-sha1", "sha1", false, "signature.algorithm"},
      {forge::ed25519(), "ed25519", "", true, "-"},
      {algorithm(x509::oid::kEd25519, kNullTlv), "ed25519", "", false, "signature.parameters"},
      {algorithm("1.2.3.4", kNullTlv), "1.2.3.4", "", false, "signature.algorithm"},
      {algorithm("1.2.3.4", octets_of("05000500")), "1.2.3.4", "", false, "der.trailing"},
      {algorithm(x509::oid::kRsaPss, pss_parameters(x509::oid::kSha384, x509::oid::kSha384)), "rsa-pss-sha384",
       "sha384", true, "-"},
      {algorithm(x509::oid::kRsaPss, pss_parameters(x509::oid::kSha384, x509::oid::kSha256)), "rsa-pss-sha384",
       "sha384", false, "signature.algorithm"},
      {algorithm(x509::oid::kRsaPss, sequence({})), "rsa-pss-sha1", "sha1", false, "signature.algorithm"},
      {algorithm(x509::oid::kRsaPss), "rsa-pss", "", false, "signature.parameters"},
      {algorithm(x509::oid::kRsaPss, kNullTlv), "rsa-pss", "", false, "signature.parameters"},
      {forge::of({forge::ecdsa_sha256(), Bytes{0}}), "", "", false, "der.trailing"},
      {{}, "", "", false, "der.truncated"},
  };
  for (const Row& row : rows) {
    CAPTURE(to_hex(row.der));
    std::vector<Fault> faults;
    const SignatureAlgorithm a = read_signature_algorithm(row.der, faults, 7);
    CHECK(a.word == row.word);
    CHECK(a.digest == row.digest);
    CHECK(a.taken == row.taken);
    CHECK(forge::joined(faults) == row.faults);
    if (!faults.empty()) CHECK(faults[0].where.starts_with("byte "));
    if (row.faults == "signature.algorithm") CHECK(faults[0].kind == Kind::denied);
  }
}
