#include <doctest/doctest.h>

#include "policy/profile.h"

using namespace pkit;

TEST_CASE("a lifetime is a duration or calendar years") {
  struct Row {
    const char* text;
    bool sound;
    Duration duration;
    int years;
  };
  for (const auto& [text, sound, duration, years] : {
           Row{"90d", true, 90LL * 86'400'000, 0},
           Row{"12h", true, 12LL * 3'600'000, 0},
           Row{"2w", true, 14LL * 86'400'000, 0},
           Row{"1y", true, 0, 1},
           Row{"100y", true, 0, 100},
           Row{"y", false, 0, 0},
           Row{"-1y", false, 0, 0},
           Row{"1 y", false, 0, 0},
           Row{"1.5y", false, 0, 0},
           Row{"99999999999999999999y", false, 0, 0},
           Row{"", false, 0, 0},
           Row{"90", false, 0, 0},
           Row{"1y2d", false, 0, 0},
       }) {
    CAPTURE(text);
    const auto lifetime = policy::parse_lifetime(text);
    REQUIRE(lifetime.has_value() == sound);
    if (!lifetime) continue;
    CHECK(lifetime->duration == duration);
    CHECK(lifetime->years == years);
  }
}

TEST_CASE("a certificate ends one second before the same moment later, 29 February on the 28th (C9)") {
  struct Row {
    const char *lifetime, *begin, *end;
  };
  for (const auto& [lifetime, begin, end] : {
           Row{"1y", "2026-11-25T10:00:00Z", "2027-11-25T09:59:59Z"},
           Row{"1y", "2028-02-29T12:00:00Z", "2029-02-28T11:59:59Z"},
           Row{"4y", "2028-02-29T12:00:00Z", "2032-02-29T11:59:59Z"},
           Row{"1y", "2027-03-01T00:00:00Z", "2028-02-29T23:59:59Z"},
           Row{"100y", "2026-01-01T00:00:00Z", "2125-12-31T23:59:59Z"},
           Row{"365d", "2027-11-25T10:00:00Z", "2028-11-24T09:59:59Z"},
           Row{"1m", "2026-12-31T23:59:30Z", "2027-01-01T00:00:29Z"},
       }) {
    CAPTURE(lifetime);
    CAPTURE(begin);
    CHECK(print_time(policy::end_of(*policy::parse_lifetime(lifetime), *parse_time(begin))) == end);
  }
  // Milliseconds do not reach a certificate.
  const Time begin = *parse_time("2026-11-25T10:00:00Z");
  CHECK(policy::end_of({60'500, 0}, begin + 999) == begin + 59'000);
}
