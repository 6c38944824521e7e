// Octets in place of their spelling: every text comes back as it was, and no octets do harm.
#include "store/entities/dense.h"

#include <string>
#include <vector>

#include "store_test.h"

namespace pkit::store {

namespace {

// A CSR over P-256 as JSON spells it, its SHA-256, and its key's.
const std::string kRequest =
    R"(-----BEGIN CERTIFICATE REQUEST-----\nMIHIMHECAQAwDzENMAsGA1UEAwwEbTM2ODBZMBMGByqGSM49AgE)"
    R"(GCCqGSM49AwEH\nA0IABFQAzQOh7t+JM4TZPaFmbYvJ90JQbLCvn4ZM3ejqijZXXLy6v+G6pYV5At/d\neuD7hSQ)"
    R"(L8L4Is8AAtq6rB2+VYJmgADAKBggqhkjOPQQDAgNHADBEAiBVJVkIODks\ngVyZd5me8S5Eo5b+Hyz5JR1d0favp)"
    R"(cdHrwIgWfXG/AfCjnyGBg18nSTCQ0DTJT47\nDwNAmHfZixiXJTk=\n-----END CERTIFICATE REQUEST-----)"
    R"(\n)";
const std::string kDigest = "4b7035eef259cf0abbd0db40c44e0b4581e70cd5df7b2322c0d01dcb12bbbdc4";
const std::string kKey = "0f9db67819e77c979f551992a1ce9a6826abcbc64b391de0e6c3bd02061d38e2";

std::string other(std::string text, std::string_view from, std::string_view to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

}  // namespace

TEST_CASE("digests and requests take their octets, and every text comes back") {
  struct Case {
    const char* what;
    std::string text;
    std::size_t size;  // of what is made of it
  };
  const std::string end = "-----END CERTIFICATE REQUEST-----\\n";
  const std::vector<Case> rows = {
      {"nothing", "", 0},
      {"words", R"({"by":"default"})", 16},
      {"a digest", kDigest, 34},
      {"two at once", kDigest + kKey, 66},
      {"fifteen digits", kDigest.substr(0, 15), 15},
      {"sixteen", kDigest.substr(0, 16), 10},
      {"seventeen", kDigest.substr(0, 17), 11},
      {"many", std::string(1000, 'a'), 2 + 255 + 2 + 245},
      {"capitals", "ABCDEF0123ABCDEF0123", 20},
      {"a request", kRequest, 3 + 203},
      {"with its digests before it", kKey + "," + kDigest + ":" + kRequest, 2 + 2 + 3 + 203},
      {"a second is spelt", kRequest + kRequest, 3 + 203 + kRequest.size()},
      {"one in lines of another length", other(kRequest, "MIH", "M\\nIH"), kRequest.size() + 2},
      {"one that is cut off", kRequest.substr(0, 200), 200},
      {"one without end", other(kRequest, "-----END", "-----And"), kRequest.size()},
      {"none in it", "-----BEGIN CERTIFICATE REQUEST-----\\n" + end, 3},
      {"no base64 in it", "-----BEGIN CERTIFICATE REQUEST-----\\n!!!!\\n" + end, 78},
      {"hardly one", "-----BEGIN CERTIFICATE REQUEST-----\\nMIIB\\n" + end, 6},
      {"other octets", "\5\x7f\xff\xc3\xa9", 5},
  };
  for (const Case& row : rows) {
    CAPTURE(row.what);
    const auto octets = dense(row.text);
    REQUIRE(octets);
    CHECK(octets->size() == row.size);
    CHECK(spelt(*octets) == row.text);
  }
}

TEST_CASE("a text with octets that mark something, or a long one, has no such form") {
  for (int octet = 0; octet < 5; ++octet) CHECK(!dense("x" + std::string(1, static_cast<char>(octet))));
  CHECK(!dense(std::string((1 << 20) + 1, 'y')));
}

TEST_CASE("octets that nobody made are none, or a text") {
  for (const std::string_view octets :
       {std::string_view("\0", 1), std::string_view("\1"), std::string_view("\1\2x"), std::string_view("\2"),
        std::string_view("\2\0", 2), std::string_view("\2\0\2x", 4), std::string_view("\3"), std::string_view("x\4")})
    CHECK(!spelt(octets));
  const std::string whole = *dense(kKey + kDigest + kRequest + kDigest.substr(1));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int octet : {0, 1, 2, 3, 4, 0x30, 0x7f, 0x82, 0xff}) {
      std::string altered = whole;
      altered[at] = static_cast<char>(octet);
      const auto text = spelt(altered);
      if (text && dense(*text)) CHECK(spelt(*dense(*text)) == *text);
      spelt(altered.substr(0, at + 1));
    }
  }
}

}  // namespace pkit::store
