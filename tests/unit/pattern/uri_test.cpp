// URIs and e-mail addresses that are the same, and globs that reach further than they look.
#include "pattern/uri.h"

#include <doctest/doctest.h>

#include <utility>

using namespace pkit::pattern;

TEST_CASE("URIs in their normal form (RFC 3986 6.2.2, 6.2.3)") {
  const std::pair<const char*, const char*> rows[] = {
      {"HTTPS://Web1.Corp.Example/Path?Q=A#F", "https://web1.corp.example/Path?Q=A#F"},
      {"https://web1:443/", "https://web1/"},
      {"https://web1:/", "https://web1/"},
      {"http://web1:443/", "http://web1:443/"},
      {"http://web1:80", "http://web1"},
      {"https://Ops@Web1/", "https://Ops@web1/"},
      {"https://web1./a", "https://web1/a"},
      {"https://%77eb1/%7eops/%2F%2f", "https://web1/~ops/%2F%2F"},
      {"https://web1/public/../admin", "https://web1/admin"},
      {"https://web1/a/./b/..", "https://web1/a/"},
      {"https://web1/../../a", "https://web1/a"},
      {"https://web1/a?b=../c", "https://web1/a?b=../c"},
      {"https://web1/%2e%2e/a", "https://web1/a"},
      {"https://[2001:DB8:0::1]:443/", "https://[2001:db8::1]/"},
      {"https://[::ffff:10.0.0.1]/", "https://10.0.0.1/"},
      {"spiffe://Corp.Example/Web", "spiffe://corp.example/Web"},
      {"URN:uuid:F81D4FAE", "urn:uuid:F81D4FAE"},
      {"mailto:A@B", "mailto:A@B"},
      {"no uri", "no uri"},
      {"", ""},
  };
  for (const auto& [uri, normal] : rows) {
    CAPTURE(std::string(uri));
    CHECK(normal_uri(uri) == normal);
    CHECK(normal_uri(normal) == normal);
  }
}

TEST_CASE("user parts, mapped hosts and the domain of an e-mail address") {
  CHECK(user_part("https://a:b@c/d@e") == "a:b@");
  CHECK(user_part("https://c/d@e").empty());
  CHECK(user_part("mailto:a@b").empty());
  CHECK(has_mapped_host("https://[::FFFF:10.0.0.1]:8443/"));
  CHECK_FALSE(has_mapped_host("https://10.0.0.1/"));
  CHECK(normal_email("Ops@Corp.Example") == "Ops@corp.example");
  CHECK(normal_email("\"a@B\"@C.d") == "\"a@B\"@c.d");
}

TEST_CASE("globs whose wildcards leave the part that they stand in") {
  const std::pair<const char*, bool> rows[] = {
      {"https://*.corp.example/*", true},
      {"https://web*", true},
      {"*://corp.example/", true},
      {"https://web[0-9].corp.example/*", true},
      {"https://corp.example/*/a", true},
      {"https://corp.example/?", true},
      {"https://corp.example/*", false},
      {"spiffe://corp.example/ns/*", false},
      {"https://corp.example/a", false},
      {"*", false},
      {"urn:uuid:*", false},
  };
  for (const auto& [glob, crosses] : rows) {
    CAPTURE(std::string(glob));
    CHECK(crosses_parts(glob) == crosses);
  }
}
