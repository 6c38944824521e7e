// Names: read strictly, written in the right string types, printed and compared.
#include "x509/name.h"

#include <doctest/doctest.h>

#include "../error_of.h"
#include "forge.h"

using namespace pkit;
using namespace pkit::x509;
using test::verdict;

namespace {

Bytes attribute(std::uint8_t tag, BytesView value, std::string_view type = "2.5.4.3") {
  return forge::sequence({forge::oid(type), forge::tlv(tag, value)});
}

Bytes name_of(std::initializer_list<BytesView> rdns) {
  Bytes content;
  for (BytesView rdn : rdns) {
    const Bytes set = forge::tlv(der::kSet, rdn);
    content.insert(content.end(), set.begin(), set.end());
  }
  return forge::tlv(der::kSequence, content);
}

Bytes octets(const char* hex) { return *from_hex(hex); }

std::string value_of(std::uint8_t tag, BytesView value) {
  std::string result;
  const std::string error = verdict([&] { result = Name::parse(name_of({attribute(tag, value)})).values("CN").at(0); });
  return error == "1 none" ? result : error;
}

}  // namespace

TEST_CASE("string types") {
  struct Row {
    std::uint8_t tag;
    Bytes value;
    std::string result;
  };
  const Row rows[] = {
      {der::kUtf8String, to_bytes("żółw"), "żółw"},
      {der::kUtf8String, octets("c0af"), "5 name.value"},
      {der::kUtf8String, octets("eda080"), "5 name.value"},
      {der::kUtf8String, octets("610062"), "5 name.value"},
      {der::kUtf8String, {}, "5 name.value"},
      {der::kPrintableString, to_bytes("web-1.corp (a)"), "web-1.corp (a)"},
      {der::kPrintableString, to_bytes("*.corp.example"), "5 name.value"},
      {der::kPrintableString, to_bytes("a@b"), "5 name.value"},
      {der::kIa5String, to_bytes("a@b"), "a@b"},
      {der::kIa5String, octets("e9"), "5 name.value"},
      {der::kIa5String, octets("00"), "5 name.value"},
      {0x12, to_bytes("12 3"), "12 3"},
      {0x12, to_bytes("12a"), "5 name.value"},
      {der::kTeletexString, octets("e9"), "é"},
      {der::kBmpString, octets("00e9017c"), "éż"},
      {der::kBmpString, octets("00e901"), "5 name.value"},
      {der::kBmpString, octets("d83dde00"), "5 name.value"},
      {der::kBmpString, octets("0000"), "5 name.value"},
      {der::kUniversalString, octets("0001f600"), "😀"},
      {der::kUniversalString, octets("00110000"), "5 name.value"},
      {der::kUniversalString, octets("000041"), "5 name.value"},
      {der::kOctetString, to_bytes("a"), "5 name.type"},
      {der::kInteger, octets("01"), "5 name.type"},
      {0x1a, to_bytes("a"), "5 name.type"},
  };
  for (const Row& row : rows) {
    CAPTURE(int{row.tag});
    CAPTURE(to_hex(row.value));
    CHECK(value_of(row.tag, row.value) == row.result);
  }
}

TEST_CASE("structure") {
  const Bytes cn = attribute(der::kUtf8String, as_bytes("a"));
  Bytes trailing = name_of({cn});
  trailing.push_back(0);
  CHECK(Name::parse(octets("3000")).empty());
  CHECK(Name().der() == octets("3000"));
  CHECK(verdict([&] { Name::parse(trailing); }) == "5 der.trailing");
  CHECK(verdict([&] { Name::parse(name_of({{}})); }) == "5 name.rdn");
  CHECK(verdict([&] { Name::parse(octets("3100")); }) == "5 der.type");
  CHECK(verdict([&] { Name::parse(name_of({forge::sequence({forge::oid("2.5.4.3")})})); }) == "5 der.truncated");
  CHECK(verdict([&] {
          Name::parse(name_of({forge::sequence({forge::oid("2.5.4.3"), octets("0c0161"), octets("0500")})}));
        }) == "5 der.trailing");
  Bytes many;
  for (int i = 0; i < 65; ++i) many.insert(many.end(), cn.begin(), cn.end());
  CHECK(verdict([&] { Name::parse(name_of({many})); }) == "5 name.size");
  many.resize(64 * cn.size());
  CHECK(Name::parse(name_of({many})).values("CN").size() == 64);
  CHECK(test::error_of([&] { Name::parse(octets("3100"), 50); }).details()[0].where == "byte 50");
}

TEST_CASE("from text, and text again") {
  struct Row {
    std::string text;
    std::string result;
  };
  const Row rows[] = {
      {"CN=web1,O=Acme", "CN=web1,O=Acme"},
      {"/O=Acme/CN=web1", "CN=web1,O=Acme"},
      {"cn=web1, o=Acme GmbH , c=DE", "CN=web1,O=Acme GmbH,C=DE"},
      {"", ""},
      {"/", ""},
      {"CN=a+OU=b,O=Acme", "CN=a+OU=b,O=Acme"},
      {"OU=b+CN=a", "CN=a+OU=b"},
      {"CN=Doe\\, John", "CN=Doe\\, John"},
      {"CN=\\20a\\20", "CN=\\ a\\ "},
      {"CN=\\C5\\BC", "CN=ż"},
      {"CN=a\\+b\\\\\\\"", "CN=a\\+b\\\\\\\""},
      {"CN=\\#a", "CN=\\#a"},
      {"/CN=a\\/b,c", "CN=a/b\\,c"},
      {"1.2.3.4=x,CN=a", "1.2.3.4=x,CN=a"},
      {"2.5.4.3=a", "CN=a"},
      {"T=Dr,GN=A,SN=B,UID=u,DC=corp,DC=example", "title=Dr,GN=A,SN=B,UID=u,DC=corp,DC=example"},
      {"emailAddress=a@b.example,serialNumber=7,STREET=s,L=l,ST=s",
       "emailAddress=a@b.example,serialNumber=7,STREET=s,L=l,ST=s"},
      {"web1", "2 name.text"},
      {"CN=a,", "2 name.text"},
      {"CN=a+", "2 name.text"},
      {"CN=a\\", "2 name.text"},
      {"CN=#0c0161", "2 name.text"},
      {"CN=\"a\"", "2 name.text"},
      {"XN=a", "2 name.text"},
      {"1=a", "2 name.text"},
      {"=a", "2 name.text"},
      {"CN=", "5 name.value"},
      {"CN=\\00", "5 name.value"},
      {"CN=\\ff", "5 name.value"},
      {"DC=ż", "5 name.value"},
      {"C=D*", "5 name.value"},
      {"C=DEU", "5 name.length"},
      {"C=D", "5 name.length"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    std::string result;
    const std::string error = verdict([&] { result = Name::from_text(row.text).text(); });
    CHECK((error == "1 none" ? result : error) == row.result);
    if (error == "1 none") CHECK(Name::from_text(result).same_as(Name::from_text(row.text)));
  }
  CHECK(test::error_of([] { Name::from_text("emailAdress=a"); }).hint() == "did you mean 'emailAddress'?");
}

TEST_CASE("of attributes: most general first, each in its string type") {
  const Name name = Name::of({{"C", "DE"}, {"O", "Größe"}, {"DC", "corp"}, {"CN", "web1"}});
  CHECK(name.text() == "CN=web1,DC=corp,O=Größe,C=DE");
  REQUIRE(name.rdns().size() == 4);
  CHECK(name.rdns()[0][0].tag == der::kPrintableString);
  CHECK(name.rdns()[1][0].tag == der::kUtf8String);
  CHECK(name.rdns()[2][0].tag == der::kIa5String);
  CHECK(Name::of({}).empty());
  CHECK_NOTHROW(Name::of({{"CN", std::string(64, 'a')}}));
  CHECK(verdict([] { Name::of({{"CN", std::string(65, 'a')}}); }) == "5 name.length");
  CHECK_NOTHROW(Name::of({{"CN", "ż" + std::string(63, 'a')}}));  // characters, not octets
  CHECK(verdict([] { Name::of({{"CN", ""}}); }) == "5 name.value");
  CHECK(verdict([] { Name::of({{"nonsense", "a"}}); }) == "2 name.text");
}

TEST_CASE("names are the same after folding case and spaces") {
  const Name a = Name::of({{"O", "Acme  GmbH"}, {"CN", "Web1"}});
  CHECK(a.same_as(Name::of({{"O", " acme gmbh "}, {"CN", "web1"}})));
  CHECK_FALSE(a.same_as(Name::of({{"CN", "Web1"}, {"O", "Acme  GmbH"}})));
  CHECK_FALSE(a.same_as(Name::of({{"O", "AcmeGmbH"}, {"CN", "Web1"}})));
  CHECK_FALSE(a.same_as(Name::of({{"O", "Acme  GmbH"}})));
  CHECK(Name::parse(name_of({attribute(der::kPrintableString, as_bytes("a"))})).same_as(Name::of({{"CN", "A"}})));
  CHECK(Name().same_as(Name::of({})));
}

TEST_CASE("words of attributes") {
  CHECK(attribute_oid("CN") == "2.5.4.3");
  CHECK(attribute_oid("cn") == "2.5.4.3");
  CHECK(attribute_oid("T") == attribute_oid("title"));
  CHECK(attribute_oid("1.2.3") == "1.2.3");
  CHECK_FALSE(attribute_oid("1.").has_value());
  CHECK_FALSE(attribute_oid("nonsense").has_value());
  CHECK(attribute_key("2.5.4.12") == "title");
  CHECK(attribute_key("1.2.3") == "1.2.3");
}
