// Key usages as words and as extension values.
#include "x509/extensions/usage.h"

#include <doctest/doctest.h>

#include "../error_of.h"
#include "base/text.h"
#include "x509/certificate.h"

using namespace pkit;
using namespace pkit::x509;
using test::verdict;

namespace {

Bytes hex(const char* text) { return *from_hex(text); }

}  // namespace

TEST_CASE("keyUsage, both ways") {
  CHECK(to_hex(encode_key_usage({"digitalSignature"})) == "03020780");
  CHECK(to_hex(encode_key_usage({"keyCertSign", "cRLSign"})) == "03020106");
  CHECK(to_hex(encode_key_usage({"decipherOnly"})) == "0303070080");
  CHECK(to_hex(encode_key_usage({"digitalSignature", "encipherOnly"})) == "03020081");
  for (const std::string& word : key_usage_words())
    CHECK(decode_key_usage(encode_key_usage({word})) == std::vector{word});
  CHECK(decode_key_usage(encode_key_usage(key_usage_words())) == key_usage_words());
  CHECK(verdict([] { encode_key_usage({"digitalSignatur"}); }) == "2 usage.word");
  CHECK(test::error_of([] { encode_key_usage({"digitalSignatur"}); }).hint() == "did you mean 'digitalSignature'?");
}

TEST_CASE("keyUsage that is none") {
  CHECK(decode_key_usage(hex("030100")).empty());  // which allows nothing
  CHECK(verdict([] { decode_key_usage(hex("03020700")); }) == "5 usage.key");
  CHECK(verdict([] { decode_key_usage(hex("03020080")); }) == "5 usage.key");    // trailing zero bits
  CHECK(verdict([] { decode_key_usage(hex("0303068040")); }) == "5 usage.key");  // a tenth bit
  CHECK(verdict([] {
          decode_key_usage(
              hex("0304008000"
                  "01"));
        }) == "5 usage.key");
  CHECK(verdict([] { decode_key_usage(hex("030207c0")); }) == "5 der.bits");
  CHECK(verdict([] { decode_key_usage(hex("0302078000")); }) == "5 der.trailing");
  CHECK(verdict([] { decode_key_usage(hex("04020780")); }) == "5 der.type");
}

TEST_CASE("extKeyUsage, both ways") {
  const std::vector<std::string> words = {"serverAuth", "1.3.6.1.5.5.7.3.17", "anyExtendedKeyUsage"};
  CHECK(to_hex(encode_extended_key_usage({"serverAuth"})) == "300a06082b06010505070301");
  CHECK(decode_extended_key_usage(encode_extended_key_usage(words)) == words);
  CHECK(decode_extended_key_usage(encode_extended_key_usage(extended_key_usage_words())) == extended_key_usage_words());
  CHECK(verdict([] { decode_extended_key_usage(hex("3000")); }) == "5 usage.extended");
  CHECK(verdict([] { decode_extended_key_usage(hex("30020101")); }) == "5 der.type");
  for (const char* bad : {"clientauth", "1", "1.", "3.1", "1.40", "1.02", ""})
    CHECK(verdict([&] { encode_extended_key_usage({bad}); }) == "2 usage.word");
}

TEST_CASE("basicConstraints, both ways") {
  const auto round = [](const BasicConstraints& c) {
    const BasicConstraints read = decode_basic_constraints(encode_basic_constraints(c));
    return read.ca == c.ca && read.path_length == c.path_length;
  };
  CHECK(round({false, {}}));
  CHECK(round({true, {}}));
  CHECK(round({true, 0}));
  CHECK(round({true, 300}));
  CHECK(verdict([] { decode_basic_constraints(hex("3003010100")); }) == "5 der.default");
  CHECK(verdict([] { decode_basic_constraints(hex("3003020100")); }) == "5 usage.constraints");
  CHECK(verdict([] { decode_basic_constraints(hex("30060101ff0201ff")); }) == "5 usage.constraints");
  CHECK(verdict([] {
          decode_basic_constraints(
              hex("30080101ff02010005"
                  "00"));
        }) == "5 der.trailing");
}
