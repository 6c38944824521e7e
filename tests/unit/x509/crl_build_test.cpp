// New CRLs: what other programs read of them, their numbers, and what begins like one.
#include "x509/crl_build.h"

#include <doctest/doctest.h>

#include "making.h"
#include "x509/revocation_reason.h"

using namespace pkit;
using namespace pkit::x509;
using namespace pkit::x509::making;

namespace {

constexpr Time kNow = 1'800'000'000'000;  // 2027-01-15T08:00:00Z

Bytes crl_of(const std::string& ca_word, const Bytes& entries, const Bytes& number) {
  const Certificate ca = parse_certificate(root(ca_word));
  const PrivateKey& key = key_of(ca_word);
  const CrlEnds list = crl_to_sign({ca.subject.der(), ca.subject_key_id, number, kNow, kNow + 86'400'000},
                                   key.signature_algorithm(), entries.size());
  Bytes tbs = list.before;
  tbs.insert(tbs.end(), entries.begin(), entries.end());
  tbs.insert(tbs.end(), list.after.begin(), list.after.end());
  const Bytes signature = key.sign_pieces([&](const Sink& sink) {
    sink(BytesView(tbs).first(7));
    sink(BytesView(tbs).subspan(7));
  });
  const CrlEnds whole = signed_crl(tbs.size(), key.signature_algorithm(), signature);
  Bytes crl = whole.before;
  crl.insert(crl.end(), tbs.begin(), tbs.end());
  crl.insert(crl.end(), whole.after.begin(), whole.after.end());
  return crl;
}

Bytes entry(const Bytes& serial, Time at, const char* reason, std::optional<Time> since = {}) {
  Bytes der;
  append_crl_entry(der, {serial, at, revocation_reason_number(reason).value(), since});
  return der;
}

std::string shown(const Bytes& crl) {
  const Scratch scratch;
  return run("openssl crl -inform DER -noout -text -in " + scratch.write("crl", as_text(crl))).output;
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("openssl verifies a CRL of every type of CA key, with entries and without (RFC 5280 5)") {
  const Scratch scratch;
  for (const std::string word : {"ec-p256", "ec-p384", "rsa-3072", "rsa-pss-2048", "ed25519"})
    for (const Bytes& entries : {Bytes(), entry({1, 2}, kNow, "superseded")}) {
      CAPTURE(word);
      const std::string ca = scratch.write("ca.pem", pem(root(word)));
      const std::string crl = scratch.write("crl", as_text(crl_of(word, entries, {1})));
      const Ran verified = run("openssl crl -inform DER -noout -verify -CAfile " + ca + " -in " + crl);
      CAPTURE(verified.output);
      CHECK(contains(verified.output, "verify OK"));
    }
}

TEST_CASE("what an entry says is what openssl reads") {
  struct Row {
    const char* reason;
    std::optional<Time> since;
    const char* wanted;
    bool has_extensions;
  };
  const Row rows[] = {
      {"unspecified", {}, "Revocation Date: Jan 15 08:00:00 2027 GMT", false},
      {"keyCompromise", {}, "Key Compromise", true},
      {"certificateHold", {}, "Certificate Hold", true},
      {"aACompromise", {}, "AA Compromise", true},
      {"unspecified", kNow - 86'400'000, "Jan 14 08:00:00 2027 GMT", true},
      {"superseded", kNow - 86'400'000, "Superseded", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.reason);
    const std::string text = shown(crl_of("ec-p256", entry({0x00, 0xff}, kNow, row.reason, row.since), {1}));
    CHECK(contains(text, "Version 2"));
    CHECK(contains(text, "Serial Number: FF"));
    CHECK(contains(text, row.wanted));
    CHECK(contains(text, "CRL entry extensions") == row.has_extensions);
  }
  CHECK(contains(shown(crl_of("ec-p256", {}, {1})), "No Revoked Certificates"));
  CHECK(contains(shown(crl_of("ec-p256", {}, {0xff, 0})), "65280"));
}

TEST_CASE("many entries make lengths of every size, and openssl counts them all") {
  for (const int count : {1, 3, 4, 8, 9, 1900, 2000}) {
    Bytes entries;
    for (int i = 0; i < count; ++i)
      append_crl_entry(entries,
                       {Bytes{1, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)}, kNow, 1, {}});
    const std::string text = shown(crl_of("ec-p256", entries, {1}));
    int found = 0;
    for (std::size_t at = 0; (at = text.find("Serial Number:", at)) != std::string::npos; ++at) ++found;
    CHECK(found == count);
  }
}

TEST_CASE("the next number is one more, at least the clock's seconds, and of at most 20 octets (RFC 5280 5.2.3)") {
  const Bytes all_ones(20, 0xff);
  Bytes largest = all_ones;
  largest[0] = 0x7f;
  CHECK(to_hex(next_crl_number({}, kNow)) == "6b49d200");
  CHECK(to_hex(next_crl_number(Bytes{1}, kNow)) == "6b49d200");
  CHECK(to_hex(next_crl_number(Bytes{0x6b, 0x49, 0xd2, 0x00}, kNow)) == "6b49d201");
  CHECK(to_hex(next_crl_number(Bytes{0x6b, 0x49, 0xd1, 0xff}, kNow)) == "6b49d200");
  CHECK(to_hex(next_crl_number(Bytes{0xff, 0xff, 0xff, 0xff}, kNow)) == "0100000000");
  CHECK(to_hex(next_crl_number(from_hex("6b0cb2390102030405060708090a0b0c0d0eff").value(), kNow)) ==
        "6b0cb2390102030405060708090a0b0c0d0f00");
  CHECK(thrown([&] { next_crl_number(largest, kNow); }) == "7 crl.number");
  CHECK(thrown([&] { next_crl_number(all_ones, kNow); }) == "7 crl.number");
}

TEST_CASE("a CRL begins like one, and nothing else does") {
  const Bytes crl = crl_of("ec-p256", entry({1}, kNow, "superseded"), {1});
  CHECK(begins_like_crl(crl));
  CHECK(begins_like_crl(BytesView(crl).first(200)));
  CHECK(begins_like_crl(as_bytes(write_pem("X509 CRL", crl))));
  CHECK_FALSE(begins_like_crl(root("ec-p256")));
  CHECK_FALSE(begins_like_crl(as_bytes(pem(root("ec-p256")))));
  CHECK_FALSE(begins_like_crl(as_bytes(data("cert/openssl-v1.pem"))));
  CHECK_FALSE(begins_like_crl(BytesView(crl).first(3)));
  CHECK_FALSE(begins_like_crl({}));
}

TEST_CASE("reasons are words and numbers (RFC 5280 5.3.1)") {
  for (const std::string& word : revocation_reason_words())
    CHECK(revocation_reason_word(revocation_reason_number(word).value()) == word);
  CHECK(revocation_reason_words().size() == 10);
  CHECK_FALSE(revocation_reason_number(""));
  CHECK_FALSE(revocation_reason_number("keycompromise"));
  for (const int none : {-1, 7, 11}) CHECK(revocation_reason_word(none).empty());
}
