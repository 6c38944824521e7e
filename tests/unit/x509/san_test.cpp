// Subject alternative names: what is well formed, what is told of what is not.
#include "x509/san.h"

#include <doctest/doctest.h>

#include "../error_of.h"
#include "forge.h"

using namespace pkit;
using namespace pkit::x509;
using test::verdict;

namespace {

Bytes general(int tag, std::string_view value) { return forge::tlv(der::context(tag, false), as_bytes(value)); }

}  // namespace

TEST_CASE("dns names") {
  const std::string label(63, 'a');
  for (const std::string& good : {std::string("web1"), std::string("web1.corp.example"), std::string("*.corp.example"),
                                  std::string("a-b.c"), std::string("1a.2b"), std::string("xn--bcher-kva.example"),
                                  label + ".b", label + "." + label + "." + label + "." + std::string(61, 'a')})
    CHECK(valid_dns_name(good));
  for (const std::string& bad :
       {std::string(""),         std::string("."),
        std::string("a."),       std::string(".a"),
        std::string("a..b"),     std::string("-a"),
        std::string("a-"),       std::string("a_b"),
        std::string("*"),        std::string("a.*.b"),
        std::string("*a.b"),     std::string("*.*.a"),
        std::string("a b"),      std::string("bücher.example"),
        std::string("10.0.0.1"), std::string("a.7"),
        std::string("7"),        label + "a",
        std::string("a\0b", 3),  label + "." + label + "." + label + "." + std::string(62, 'a')})
    CHECK_FALSE(valid_dns_name(bad));
}

TEST_CASE("values of each type") {
  struct Row {
    SanType type;
    std::string value;
    bool good;
  };
  const Row rows[] = {
      {SanType::email, "ops@corp.example", true},
      {SanType::email, "a.b+c@corp", true},
      {SanType::email, "@corp", false},
      {SanType::email, "a@", false},
      {SanType::email, "a", false},
      {SanType::email, ".a@b", false},
      {SanType::email, "a..b@c", false},
      {SanType::email, "a b@c", false},
      {SanType::email, "a@*.corp.example", false},
      {SanType::email, "a@b@c", false},
      {SanType::uri, "https://corp.example/a?b", true},
      {SanType::uri, "urn:uuid:1", true},
      {SanType::uri, "spiffe://corp/web", true},
      {SanType::uri, "//corp/", false},
      {SanType::uri, "corp", false},
      {SanType::uri, ":a", false},
      {SanType::uri, "a:", false},
      {SanType::uri, "1a:b", false},
      {SanType::uri, "a:b c", false},
      {SanType::uri, "a:%4", false},
      {SanType::uri, "a:%41", true},
      {SanType::uri, "a:<b>", false},
      {SanType::ip, "10.0.0.1", true},
      {SanType::ip, "2001:db8::1", true},
      {SanType::ip, "2001:0db8::1", false},
      {SanType::ip, "10.0.0.01", false},
      {SanType::dns, "web1", true},
      {SanType::dns, "", false},
      {SanType::other, "otherName", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(san_fault({row.type, row.value}).empty() == row.good);
  }
}

TEST_CASE("an extension's value, both ways") {
  const std::vector<San> sans = {{SanType::dns, "web1.corp.example"},
                                 {SanType::ip, "10.0.0.1"},
                                 {SanType::ip, "2001:db8::1"},
                                 {SanType::email, "a@b.example"},
                                 {SanType::uri, "https://a.example/"}};
  std::vector<Fault> faults;
  CHECK(read_sans(write_sans(sans), faults) == sans);
  CHECK(faults.empty());
}

TEST_CASE("every fault, with the place of the name") {
  using namespace std::string_view_literals;
  const Bytes der =
      forge::sequence({general(2, "good.example"), general(2, "nul\0.example"sv), general(2, ""),
                       general(2, "b\xc3\xbc.example"), general(2, "a_b"), general(7, "abc"), general(7, "abcd"),
                       general(1, "nobody"), general(6, "relative"), forge::tlv(0xa4, Name::of({{"CN", "a"}}).der()),
                       general(8, "\x2a\x03"), forge::tlv(0xa0, *from_hex("06022a03a0030c0161"))});
  std::vector<Fault> faults;
  const std::vector<San> sans = read_sans(der, faults);
  CHECK(sans == std::vector<San>{{SanType::dns, "good.example"},
                                 {SanType::ip, "97.98.99.100"},
                                 {SanType::other, "dirName CN=a"},
                                 {SanType::rid, "1.2.3"},
                                 {SanType::other, "otherName 1.2.3"}});
  std::vector<IllName> ill;
  read_sans(der, faults, 0, &ill);
  REQUIRE(ill.size() == 7);  // every name that stands there is shown
  CHECK(ill[3].name == "dns:a_b");
  CHECK(ill[4].name == "ip:#616263");
  CHECK(ill[4].what == "address of 3 octets");
  faults.resize(7);
  REQUIRE(forge::joined(faults) == "san.nul san.empty san.ascii san.dns san.ip san.email san.uri");
  CHECK(faults[0].where == "subjectAltName[1]");
  CHECK(faults[4].where == "subjectAltName[5]");
  for (const Fault& fault : faults) CHECK(fault.kind == Kind::input);
}

TEST_CASE("what is no list of names") {
  const auto codes = [](const Bytes& der) {
    std::vector<Fault> faults;
    read_sans(der, faults, 10);
    return faults.empty() ? "-" : faults.back().code + " " + faults.back().where;
  };
  CHECK(codes(*from_hex("3000")) == "san.empty byte 10");
  CHECK(codes(*from_hex("")) == "der.truncated byte 10");
  CHECK(codes(*from_hex("0400")) == "der.type byte 10");
  CHECK(codes(*from_hex("30028900")) == "der.type byte 12");
  CHECK(codes(*from_hex("3003820261")) == "der.truncated byte 12");
  CHECK(codes(*from_hex("300382016100")) == "der.trailing byte 15");
  CHECK(codes(*from_hex("3004a0020103")) == "der.type byte 14");
}

TEST_CASE("names of the types that pkit does not take are well formed too") {
  const struct {
    const char* names;
    const char* code;  // "-": none
  } rows[] = {
      {"300ba00906022a03a0030c0161", "-"},                 // otherName
      {"3006a00406022a03", "der.truncated"},               // without a value
      {"300da00b06022a03a0050c01610500", "der.trailing"},  // with two
      {"300ba00906022a03a0030101aa", "der.boolean"},       // with one that is not DER
      {"3004a3023000", "-"},                               // x400Address
      {"3010a40e300c310a300806035504030c0161", "-"},       // directoryName
      {"3004a4020500", "der.type"},                        // that is no Name
      {"3006a40430023100", "name.rdn"},                    // of an RDN without an attribute
      {"3006a40430000500", "der.trailing"},                // and more
      {"300ea50ca0030c0161a1050c03616263", "-"},           // ediPartyName
      {"3007a505a1030c0161", "-"},                         // without an assigner
      {"3007a505a0030c0161", "der.truncated"},             // without a party
      {"3007a505a103040161", "name.type"},                 // that is no string
      {"300488022a03", "-"},                               // registeredID
      {"30028800", "der.oid"},                             // that is none
  };
  for (const auto& row : rows) {
    CAPTURE(row.names);
    std::vector<Fault> faults;
    read_sans(*from_hex(row.names), faults);
    CHECK((faults.empty() ? "-" : faults.front().code) == row.code);
  }
}

TEST_CASE("names as people type them") {
  CHECK(parse_san("dns:web1.corp.example") == San{SanType::dns, "web1.corp.example"});
  CHECK(parse_san("DNS:web1") == San{SanType::dns, "web1"});
  CHECK(parse_san("ip:2001:DB8::1") == San{SanType::ip, "2001:db8::1"});
  CHECK(parse_san("uri:https://a/") == San{SanType::uri, "https://a/"});
  for (const char* bad : {"web1", "dn:web1", "other:a", "dns:", "dns:a b", "ip:web1", "email:a", ":a", ""})
    CHECK(verdict([&] { parse_san(bad); }) == "2 san.text");
  CHECK(test::error_of([] { parse_san("emial:a@b"); }).hint() == "did you mean 'email'?");
  CHECK(test::error_of([] { parse_san("dns:m\xc3\xbcller.example"); }).hint() ==
        "write it as dns:xn--mller-kva.example");
  CHECK(test::error_of([] { parse_san("web1"); }).hint() == "write it as dns:web1");
  CHECK(std::string(san_word(SanType::uri)) == "uri");
}
