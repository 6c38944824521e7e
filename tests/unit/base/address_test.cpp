// How addresses and machines' names compare.
#include "base/address.h"

#include <doctest/doctest.h>

using namespace pkit;
using namespace std::string_literals;

TEST_CASE("the canonical text of an address (RFC 5952)") {
  const std::pair<std::string, const char*> rows[] = {
      {"10.0.0.1", "10.0.0.1"},
      {"2001:0DB8:0:0::1", "2001:db8::1"},
      {"::FFFF:10.0.0.1", "::ffff:10.0.0.1"},
      {"010.0.0.1", ""},
      {"10.1", ""},
      {"fe80::1%eth0", ""},
      {"[::1]", ""},
      {"web1", ""},
      {"", ""},
      {"10.0.0.1\0"s, ""},
  };
  for (const auto& [text, canonical] : rows) {
    CAPTURE(text);
    CHECK(canonical_address(text) == canonical);
  }
}

TEST_CASE("machines' names that are one name") {
  const std::pair<const char*, const char*> rows[] = {
      {"Web-7", "web-7"},
      {"2001:DB8:0::1", "2001:db8::1"},
      {"2001:db8:0:0:0:0:0:1", "2001:db8::1"},
      {"::ffff:10.0.0.1", "10.0.0.1"},
      {"::FFFF:a00:1", "10.0.0.1"},
      {"10.0.0.1", "10.0.0.1"},
      {"::ffff:web", "::ffff:web"},
  };
  for (const auto& [name, key] : rows) {
    CAPTURE(std::string(name));
    CHECK(machine_key(name) == key);
  }
  CHECK(is_mapped_address("0:0:0:0:0:FFFF:0a00:0001"));
  CHECK_FALSE(is_mapped_address("::10.0.0.1"));
  CHECK_FALSE(is_mapped_address("10.0.0.1"));
}
