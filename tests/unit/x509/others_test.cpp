// CAs and requests as other programs and devices make them: what is read of them, and what is said.
#include <doctest/doctest.h>

#include "../error_of.h"
#include "forge.h"
#include "x509/csr.h"
#include "x509/lint.h"
#include "x509/name_constraints.h"

using namespace pkit;
using namespace pkit::x509;

using forge::attribute;

namespace {

constexpr const char* kT61Ca =
    "3081f33081a6a003020102020101300506032b65703011310f300d060355040314064dfc6c6c6572301e170d3235303130313030303030305a"
    "17"
    "0d3435303130313030303030305a3011310f300d060355040314064dfc6c6c6572302a300506032b65700321002782c1fbde6934e10851fa45"
    "e3c5342ee8a2917ed639d29456c50b57598bee46a3233021300f0603551d130101ff040530030101ff300e0603551d0f0101ff040403020204"
    "300506032b6570034100e41c23490dd2880d1ce280386fa374a4f27bf89e825d05d5060239b140aa48f55e9178c972dafef2c7104679368619"
    "9225b0bac97dbca69399b9c4968797ce0f";
constexpr const char* kCaWithoutUsage =
    "3081db30818ea003020102020101300506032b6570300d310b3009060355040313024341301e170d3235303130313030303030305a170d3435"
    "303130313030303030305a300d310b3009060355040313024341302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a291"
    "7ed639d29456c50b57598bee46a3133011300f0603551d130101ff040530030101ff300506032b65700341006ad2166dcf35782e9d3da8afd8"
    "7808ecef4b1856917365e9280ae0d70c7ede0dfc388d9a706171b01d4741954c92b1061b05ae46a5fa679ae5da5e7c7fed6202";
constexpr const char* kCaWithEmptyKeyId =
    "3081f63081a9a003020102020101300506032b6570300d310b3009060355040313024341301e170d3235303130313030303030305a170d3435"
    "303130313030303030305a300d310b3009060355040313024341302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a291"
    "7ed639d29456c50b57598bee46a32e302c300f0603551d130101ff040530030101ff300e0603551d0f0101ff04040302020430090603551d0e"
    "04020400300506032b6570034100561d44d2b252e2a5e742af90d9ed6e8da14de47ea56f308e57f6e79d016448f905c85172755718304781ba"
    "cd39fa49fb5f42e927bfc4b74a6ec98620c508c70a";
constexpr const char* kNoAttributes =
    "30818c3040020100300f310d300b06035504030c0477656231302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a2917e"
    "d639d29456c50b57598bee46300506032b65700341000a9e290d84f1b3c3e602bb59d4a309b6001ba0b9f3c14bb430d4606b1990a7298f832d"
    "d60e1f16f23bdc5d528f88480f07abcff1cb70f8c0512b6266bc4ca60c";
constexpr const char* kMicrosoftRequest =
    "3081b9306d020100300f310d300b06035504030c0477656231302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a2917e"
    "d639d29456c50b57598bee46a02b3029060a2b06010401823702010e311b301930170603551d110410300e820c776562312e6578616d706c65"
    "300506032b657003410048f5e14726c4cc1b8c704959db192bf5feb411f88a5e3b3570535f1d83a1ce0b3a706e00a42f8450b2df05716ff333"
    "14cf41f7d92f0d4ce2eac8c13d3df82c0b";

Certificate ca(const char* hex) { return parse_certificate(*from_hex(hex)); }

std::string codes(BytesView der, const Tolerances& tolerated = {}) {
  return forge::joined(examine_csr(der, tolerated).faults);
}

Bytes name_in(std::uint8_t tag, std::string_view value) {
  return forge::sequence(
      {forge::tlv(der::kSet, forge::sequence({forge::oid("2.5.4.10"), forge::tlv(tag, as_bytes(value))}))});
}

}  // namespace

TEST_CASE("CAs of others are read as they are") {
  CHECK(ca(kT61Ca).subject.text() == "CN=M\xc3\xbcller");
  CHECK(issued_by(ca(kT61Ca), ca(kT61Ca)));
  CHECK(issued_by(ca(kCaWithoutUsage), ca(kCaWithoutUsage)));  // RFC 5280 6.1.4 (n)
  CHECK(ca(kCaWithoutUsage).may("keyCertSign"));
  const Certificate empty = ca(kCaWithEmptyKeyId);
  CHECK(empty.subject_key_id.empty());
  CHECK(empty.extension("2.5.29.14"));
  CHECK(forge::joined(lint(empty)).find("lint.subject_key_id.empty") != std::string::npos);
  CHECK(forge::joined(lint(ca(kCaWithoutUsage))).find("lint.key_usage.empty") == std::string::npos);
}

TEST_CASE("what an issuer lacks is said as it is") {
  const Certificate good = ca(kCaWithoutUsage);
  Certificate other = good;
  other.version = 1;
  other.is_ca.reset();
  CHECK(not_issued_because(good, other) == "'CN=CA' is no CA certificate: version 1 cannot say that it is one");
  other = good;
  other.key_taken = false;
  other.key_fault = "RSA key of 1024 bits, not at least 2048";
  CHECK(not_issued_because(good, other) == "the key of 'CN=CA' is not taken: RSA key of 1024 bits, not at least 2048");
  CHECK(not_issued_because(good, ca(kT61Ca)) == "'CN=CA' is not issued by 'CN=M\xc3\xbcller'");
}

TEST_CASE("harmless encodings are faults, and pass where they are tolerated") {
  const Bytes printable = name_in(der::kPrintableString, "Smith & Sons");
  const Bytes usage = *from_hex("03020080"), plain = *from_hex("3003010100");
  const auto asking = [](std::string_view oid, BytesView value) {
    return [=, value = Bytes(value.begin(), value.end())](forge::Info& info) {
      info.attributes = forge::extensions({forge::extension(oid, value)});
    };
  };
  const struct {
    Tolerance tolerance;
    const char* code;
    Bytes request;
  } rows[] = {
      {Tolerance::no_attributes, "csr.attributes", *from_hex(kNoAttributes)},
      {Tolerance::version_2, "csr.version",
       forge::p256_request([](forge::Info& i) { i.version = *from_hex("020102"); })},
      {Tolerance::empty_version, "der.integer",
       forge::p256_request([](forge::Info& i) { i.version = *from_hex("0200"); })},
      {Tolerance::printable_marks, "name.value", forge::p256_request([&](forge::Info& i) { i.subject = printable; })},
      {Tolerance::zero_usage_bits, "usage.key", forge::p256_request(asking("2.5.29.15", usage))},
      {Tolerance::written_default, "der.default", forge::p256_request(asking("2.5.29.19", plain))},
      {Tolerance::dns_underscore, "san.dns", forge::p256_request(asking("2.5.29.17", *from_hex("30058203615f62")))},
      {Tolerance::empty_attribute, "csr.attribute",
       forge::p256_request([](forge::Info& i) { i.attributes = attribute("1.2.3", {}); })},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row_of(row.tolerance).word));
    CHECK(codes(row.request) == row.code);
    CHECK(codes(row.request, {row.tolerance}) == "-");
    CHECK(codes(row.request,
                {row.tolerance == Tolerance::boolean_one ? Tolerance::version_2 : Tolerance::boolean_one}) == row.code);
    const ExaminedCsr strict = examine_csr(row.request);
    CHECK(strict.faults.front().hint.find(std::string(row_of(row.tolerance).word)) != std::string::npos);
    // Verified over the original bytes: a signature that is spoilt is refused all the same.
    Bytes spoilt = row.request;
    spoilt.back() ^= 1;
    CHECK(codes(spoilt, {row.tolerance}) == "csr.signature");
  }
}

TEST_CASE("what two readers take for two things is never tolerated") {
  const Tolerances all = all_tolerances();
  CHECK(codes(forge::p256_request([](forge::Info& i) { i.subject = name_in(der::kPrintableString, "M\xfcller"); }),
              all) == "name.value");
  CHECK(codes(forge::p256_request([](forge::Info& i) { i.version = *from_hex("020103"); }), all) == "csr.version");
}

TEST_CASE("the extension request under Microsoft's arc is read like the other") {
  const ExaminedCsr examined = examine_csr(*from_hex(kMicrosoftRequest));
  CHECK(examined.faults.empty());
  CHECK(examined.csr->sans == std::vector<San>{{SanType::dns, "web1.example"}});
  const Bytes one = *from_hex("301930170603551d110410300e820c776562312e6578616d706c65");
  const Bytes two = *from_hex("301930170603551d110410300e820c776562322e6578616d706c65");
  const auto both = [](const Bytes& a, const Bytes& b) {
    return forge::p256_request([&](forge::Info& i) {
      i.attributes = forge::of({attribute("1.3.6.1.4.1.311.2.1.14", a), attribute("1.2.840.113549.1.9.14", b)});
    });
  };
  CHECK(codes(both(one, one)) == "-");
  CHECK(examine_csr(both(one, one)).csr->sans.size() == 1);
  CHECK(codes(both(one, two)) == "csr.extension_requests");
}

TEST_CASE("names of every kind, both ways") {
  for (const char* text : {"upn:joe@corp.example", "kerberos:host/web1@CORP.EXAMPLE", "kerberos:joe@CORP",
                           "smtputf8:j\xc3\xb6@corp.example", "rid:1.2.3.4"}) {
    CAPTURE(std::string(text));
    const San san = parse_san(text);
    CHECK(san_text(san) == text);
    std::vector<Fault> faults;
    CHECK(read_sans(write_sans({san}), faults) == std::vector<San>{san});
    CHECK(faults.empty());
  }
  for (const char* bad : {"upn:joe", "upn:@corp.example", "kerberos:host/web1", "kerberos:a\\b@R",
                          "smtputf8:joe@corp.example", "rid:1", "rid:x"})
    CHECK(test::verdict([&] { parse_san(bad); }) == "2 san.text");
}

TEST_CASE("name constraints are asked of every form (RFC 5280 4.2.1.10)") {
  const struct {
    std::vector<std::string> permitted, excluded;
    const char* subject;
    const char* san;
    const char* outside;
  } rows[] = {
      {{"dns:corp.example"}, {}, "CN=a", "dns:web1.corp.example", ""},
      {{"dns:corp.example"}, {}, "CN=a", "dns:web1.other.example", "dns:web1.other.example"},
      {{}, {"dns:old.corp.example"}, "CN=a", "dns:web1.old.corp.example", "dns:web1.old.corp.example"},
      {{"ip:10.0.0.0/8"}, {}, "CN=a", "ip:10.1.2.3", ""},
      {{"ip:10.0.0.0/8"}, {}, "CN=a", "ip:11.1.2.3", "ip:11.1.2.3"},
      {{"email:corp.example"}, {}, "CN=a", "email:joe@corp.example", ""},
      {{"email:corp.example"}, {}, "CN=a", "email:joe@evil.example", "email:joe@evil.example"},
      {{"uri:.corp.example"}, {}, "CN=a", "uri:https://a.corp.example/", ""},
      {{"uri:.corp.example"}, {}, "CN=a", "uri:https://evil.example/", "uri:https://evil.example/"},
      {{"dirname:O=Acme"}, {}, "CN=a,O=Acme", "dns:x.example", ""},
      {{"dirname:O=Acme"}, {}, "CN=a,O=Other", "dns:x.example", "subject"},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.subject));
    CAPTURE(std::string(row.san));
    Certificate issuer = ca(kCaWithoutUsage);
    issuer.extensions.push_back({"2.5.29.30", true, write_name_constraints(row.permitted, row.excluded)});
    CertificateFields fields;
    fields.subject = Name::from_text(row.subject).der();
    fields.spki = issuer.key.spki();
    fields.subject_key_bits = issuer.key.key_bits();
    fields.sans = {parse_san(row.san)};
    const std::vector<std::string> outside = names_outside(fields, issuer);
    CHECK((outside.empty() ? "" : outside.front()) == row.outside);
  }
  for (const char* bad : {"corp.example", "dns:*.corp.example", "ip:10.0.0.1/8", "ip:10.0.0.0/33", "upn:x"})
    CHECK(test::verdict([&] { write_name_constraints({bad}, {}); }) == "2 constraints.text");
}
