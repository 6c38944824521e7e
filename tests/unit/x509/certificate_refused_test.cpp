// What is no well-formed certificate, each by its own code; and that libcrypto accepts whatever we accept, with equal
// fields.
#include <doctest/doctest.h>
#include <openssl/x509.h>

#include <algorithm>
#include <ctime>
#include <random>

#include "making.h"
#include "ossl/ossl.h"
#include "x509/der.h"

using namespace pkit;
using namespace pkit::x509;
using namespace pkit::x509::making;

namespace {

/// The parts of a certificate, each as DER, to be put together wrongly.
struct Parts {
  Bytes version = *from_hex("a003020102");
  Bytes serial = *from_hex("020101");
  Bytes inner, outer;
  Bytes issuer = Name::of({{"CN", "a"}}).der();
  Bytes validity = *from_hex("301e170d3236303130313030303030305a170d3237303130313030303030305a");
  Bytes subject = issuer;
  Bytes spki = key_of("ec-p256").public_key().spki();
  Bytes unique_ids;
  Bytes extensions;  // content of the SEQUENCE; nothing where it is empty and `no_extensions`
  bool no_extensions = true;
  Bytes tbs_rest, rest;
  Bytes signature = *from_hex("030200ff");

  Parts() : inner(key_of("ec-p256").signature_algorithm()), outer(inner) {}

  Bytes der() const {
    der::Writer writer;
    writer.constructed(der::kSequence, [&] {
      writer.constructed(der::kSequence, [&] {
        for (const Bytes* part : {&version, &serial, &inner, &issuer, &validity, &subject, &spki, &unique_ids})
          writer.raw(*part);
        if (!no_extensions)
          writer.constructed(der::context(3, true), [&] { writer.element(der::kSequence, BytesView(extensions)); });
        writer.raw(tbs_rest);
      });
      writer.raw(outer);
      writer.raw(signature);
      writer.raw(rest);
    });
    return writer.take();
  }

  void extend(const std::string& hex) {
    no_extensions = false;
    const Bytes more = *from_hex(hex);
    extensions.insert(extensions.end(), more.begin(), more.end());
  }
};

/// Validity of two times given as tag and text.
Bytes validity(std::uint8_t tag, const std::string& begin, const std::string& end) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.element(tag, std::string_view(begin));
    writer.element(tag, std::string_view(end));
  });
  return writer.take();
}

struct Refused {
  std::string what, code;
  void (*change)(Parts&);
};

std::string reading(BytesView der) {
  return thrown([&] { parse_certificate(der); });
}

}  // namespace

TEST_CASE("the parts put together rightly are read") {
  Parts parts;
  CHECK(reading(parts.der()) == "nothing");
  parts.extend("300f0603551d130101ff040530030101ff");  // critical CA
  parts.unique_ids = *from_hex("810200aa820200bb");
  CHECK(parse_certificate(parts.der()).is_ca == true);
  CHECK(parse_certificate(parts.der()).has_unique_ids);
  Parts first;
  first.version.clear();
  CHECK(parse_certificate(first.der()).version == 1);
}

TEST_CASE("what is put together wrongly is refused by its code") {
  const Refused rows[] = {
      {"version 2", "certificate.version", [](Parts& p) { p.version = *from_hex("a003020101"); }},
      {"version 4", "certificate.version", [](Parts& p) { p.version = *from_hex("a003020103"); }},
      {"version 1 written out", "der.default", [](Parts& p) { p.version = *from_hex("a003020100"); }},
      {"extensions in version 1", "certificate.version",
       [](Parts& p) {
         p.version.clear();
         p.extend("300f0603551d130101ff040530030101ff");
       }},
      {"unique identifier in version 1", "certificate.version",
       [](Parts& p) {
         p.version.clear();
         p.unique_ids = *from_hex("810200aa");
       }},
      {"unique identifier without unused bits", "der.bits", [](Parts& p) { p.unique_ids = *from_hex("8100"); }},
      {"unique identifiers in the wrong order", "der.trailing",
       [](Parts& p) { p.unique_ids = *from_hex("820200bb810200aa"); }},
      {"serial of length zero", "der.integer", [](Parts& p) { p.serial = *from_hex("0200"); }},
      {"serial that is not minimal", "der.integer", [](Parts& p) { p.serial = *from_hex("02020001"); }},
      {"other inner algorithm", "certificate.algorithm",
       [](Parts& p) { p.inner = key_of("ec-p384").signature_algorithm(); }},
      {"no issuer", "der.type", [](Parts& p) { p.issuer.clear(); }},
      {"one time", "der.truncated", [](Parts& p) { p.validity = *from_hex("300f170d3236303130313030303030305a"); }},
      {"time of another type", "certificate.time",
       [](Parts& p) { p.validity = validity(der::kPrintableString, "260101000000Z", "270101000000Z"); }},
      {"no seconds", "certificate.time",
       [](Parts& p) { p.validity = validity(der::kUtcTime, "2601010000Z", "2701010000Z"); }},
      {"an offset", "certificate.time",
       [](Parts& p) { p.validity = validity(der::kUtcTime, "260101000000+0100", "270101000000Z"); }},
      {"fractions", "certificate.time",
       [](Parts& p) { p.validity = validity(der::kGeneralizedTime, "20260101000000.5Z", "20270101000000Z"); }},
      {"month 13", "certificate.time",
       [](Parts& p) { p.validity = validity(der::kUtcTime, "261301000000Z", "270101000000Z"); }},
      {"29 February 2027", "certificate.time",
       [](Parts& p) { p.validity = validity(der::kUtcTime, "260101000000Z", "270229000000Z"); }},
      {"day 0", "certificate.time",
       [](Parts& p) { p.validity = validity(der::kUtcTime, "260100000000Z", "270101000000Z"); }},
      {"hour 24", "certificate.time",
       [](Parts& p) { p.validity = validity(der::kUtcTime, "260101240000Z", "270101000000Z"); }},
      {"second 60", "certificate.time",
       [](Parts& p) { p.validity = validity(der::kUtcTime, "260101000060Z", "270101000000Z"); }},
      {"letters", "certificate.time",
       [](Parts& p) { p.validity = validity(der::kUtcTime, "26010100000xZ", "270101000000Z"); }},
      {"empty time", "certificate.time", [](Parts& p) { p.validity = validity(der::kUtcTime, "", ""); }},
      {"key at infinity", "certificate.key",
       [](Parts& p) { p.spki = *from_hex("3019301306072a8648ce3d020106082a8648ce3d03010703020000"); }},
      {"Ed25519 identity", "certificate.key",
       [](Parts& p) {
         p.spki = *from_hex("302a300506032b65700321000100000000000000000000000000000000000000000000000000000000000000");
       }},
      {"no extension in the list", "certificate.extensions", [](Parts& p) { p.no_extensions = false; }},
      {"extension twice", "certificate.duplicate",
       [](Parts& p) {
         p.extend("300906042a030405040100");
         p.extend("300906042a030405040100");
       }},
      {"extension with more", "der.trailing", [](Parts& p) { p.extend("300b06042a0304050401000500"); }},
      {"extended key usage without a purpose", "usage.extended", [](Parts& p) { p.extend("30090603551d2504023000"); }},
      {"path length without CA", "usage.constraints", [](Parts& p) { p.extend("300c0603551d1304053003020100"); }},
      {"subject key identifier with more", "der.trailing", [](Parts& p) { p.extend("300c0603551d0e04050401aa0500"); }},
      {"authority key identifier of another tag", "der.trailing",
       [](Parts& p) { p.extend("300c0603551d2304053003830101"); }},
      {"authority key identifier with an issuer that is none", "der.type",
       [](Parts& p) { p.extend("300d0603551d2304063004a1020500"); }},
      {"authority key identifier with a serial number that is none", "der.integer",
       [](Parts& p) { p.extend("300b0603551d23040430028200"); }},
      {"distribution point with an issuer that is none", "der.type",
       [](Parts& p) { p.extend("300f0603551d1f040830063004a2020500"); }},
      {"distribution point with reasons that are none", "der.bits",
       [](Parts& p) { p.extend("300d0603551d1f0406300430028100"); }},
      {"distribution point relative to no name", "name.rdn",
       [](Parts& p) { p.extend("300f0603551d1f040830063004a002a100"); }},
      {"access to what is no general name", "der.type",
       [](Parts& p) {
         p.extend(
             "301506082b06010505070101040930073005"
             "06012a"
             "0500");
       }},
      {"URL with a control character", "certificate.uri",
       [](Parts& p) { p.extend("30160603551d1f040f300d300ba009a0078605687474700a"); }},
      {"SAN that is no SEQUENCE", "der.type", [](Parts& p) { p.extend("30090603551d1104020500"); }},
      {"more in the TBS", "der.trailing", [](Parts& p) { p.tbs_rest = *from_hex("0500"); }},
      {"more in the certificate", "der.trailing", [](Parts& p) { p.rest = *from_hex("0500"); }},
      {"signature with unused bits", "der.bits", [](Parts& p) { p.signature = *from_hex("030201fe"); }},
      {"no signature", "der.truncated", [](Parts& p) { p.signature.clear(); }},
  };
  for (const Refused& row : rows) {
    CAPTURE(row.what);
    Parts parts;
    row.change(parts);
    CHECK(reading(parts.der()) == "5 " + row.code);
  }
}

TEST_CASE("what others encoded loosely is read and told") {
  const struct {
    const char* extension;
    Tolerance told;
  } rows[] = {{"300c06042a030405010100040100", Tolerance::written_default},
              {"300c06042a030405010101040100", Tolerance::boolean_one},
              {"300b0603551d0f040403020080", Tolerance::zero_usage_bits},  // 79 published certificates have it so
              {"300b0603551d0f040403020700", Tolerance::zero_usage_bits},
              {"300c0603551d1304053003010100", Tolerance::written_default}};
  for (const auto& row : rows) {
    CAPTURE(row.extension);
    Parts parts;
    parts.extend(row.extension);
    const Certificate read = parse_certificate(parts.der());
    REQUIRE(read.oddities.size() == 1);
    CHECK(read.oddities[0].which == row.told);
  }
}

TEST_CASE("what is around a certificate") {
  const Bytes good = Parts().der();
  Bytes longer = good;
  longer.push_back(0);
  CHECK(reading(longer) == "5 der.trailing");
  CHECK(reading({}) == "5 der.truncated");
  CHECK(reading(Bytes(64 * 1024 + 1, 0x30)) == "5 certificate.size");
  for (std::size_t size = 1; size < good.size(); ++size)
    CHECK(reading(BytesView(good).first(size)) == "5 der.truncated");
}

namespace {

Time time_of_asn1(const ASN1_TIME* time) {
  std::tm tm{};
  REQUIRE(ASN1_TIME_to_tm(time, &tm) == 1);
  return static_cast<Time>(timegm(&tm)) * 1000;
}

Bytes name_der(const X509_NAME* name) {
  unsigned char* out = nullptr;
  const int size = i2d_X509_NAME(name, &out);
  Bytes der(out, out + size);
  OPENSSL_free(out);
  return der;
}

/// libcrypto reads all of it, and the same.
void check_with_libcrypto(const Certificate& c) {
  const unsigned char* at = c.der.data();
  const ossl::Certificate theirs(d2i_X509(nullptr, &at, static_cast<long>(c.der.size())));
  ossl::forget_errors();
  REQUIRE(theirs);
  CHECK(at == c.der.data() + c.der.size());
  CHECK(X509_get_version(theirs.get()) + 1 == c.version);
  CHECK(name_der(X509_get_issuer_name(theirs.get())) == c.issuer.der());
  CHECK(name_der(X509_get_subject_name(theirs.get())) == c.subject.der());
  CHECK(time_of_asn1(X509_get0_notBefore(theirs.get())) == c.not_before);
  CHECK(time_of_asn1(X509_get0_notAfter(theirs.get())) == c.not_after);
  CHECK(static_cast<std::size_t>(std::max(X509_get_ext_count(theirs.get()), 0)) == c.extensions.size());
  const ossl::Number serial(ASN1_INTEGER_to_BN(X509_get0_serialNumber(theirs.get()), nullptr));
  Bytes magnitude(static_cast<std::size_t>(std::max(BN_num_bytes(serial.get()), 1)));
  BN_bn2binpad(serial.get(), magnitude.data(), static_cast<int>(magnitude.size()));
  CHECK((BN_is_negative(serial.get()) ? "-" : "") + to_hex(magnitude) == c.serial_hex());
}

/// Parses what was changed; only Error may escape, and what is accepted libcrypto accepts too.
bool survives(const Bytes& changed) {
  try {
    check_with_libcrypto(parse_certificate(changed));
    return true;
  } catch (const Error& e) {
    CHECK(e.kind() == Kind::input);
    return false;
  }
}

}  // namespace

TEST_CASE("what we accept of changed certificates libcrypto accepts, with equal fields") {
  ossl::start();
  std::size_t accepted = 0, refused = 0;
  for (const char* file : {"openssl-full.pem", "openssl-v1.pem", "certtool-server.pem"}) {
    const Bytes good = parse_certificate_file(data(std::string("cert/") + file), file).der;
    check_with_libcrypto(parse_certificate(good));
    for (std::size_t i = 0; i < good.size(); ++i) {
      Bytes changed = good;
      changed[i] = static_cast<std::uint8_t>(changed[i] ^ (i % 2 == 0 ? 0x01 : 0x80));
      ++(survives(changed) ? accepted : refused);
    }
  }
  // Neither side of the comparison may be empty for it to say anything.
  CHECK(accepted > 250);
  CHECK(refused > 250);
}

TEST_CASE("random damage") {
  const char* rounds = std::getenv("PKIT_ROUNDS");
  std::mt19937 random(20260101);
  const Bytes good = parse_certificate_file(data("cert/openssl-full.pem"), "openssl-full.pem").der;
  for (int n = rounds ? std::atoi(rounds) : 500; n > 0; --n) {
    Bytes changed = good;
    for (int k = 0; k < 3; ++k) {
      const auto at = static_cast<std::ptrdiff_t>(random() % changed.size());
      const auto octet = static_cast<std::uint8_t>(random());
      switch (random() % 3) {
        case 0:
          changed[static_cast<std::size_t>(at)] = octet;
          break;
        case 1:
          changed.erase(changed.begin() + at);
          break;
        default:
          changed.insert(changed.begin() + at, octet);
      }
    }
    survives(changed);
  }
}
