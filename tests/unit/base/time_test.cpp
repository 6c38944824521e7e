// Durations, RFC 3339 and the calendar, which libc judges.
#include <doctest/doctest.h>
#include <time.h>

#include <limits>
#include <string>

#include "base/text.h"

using namespace pkit;
using namespace std::string_literals;

namespace {

constexpr Duration kDay = 86'400'000;

}  // namespace

TEST_CASE("durations") {
  struct Row {
    const char* text;
    Duration length;
    const char* printed;
  };
  for (auto [text, length, printed] :
       {Row{"30s", 30'000, "30s"}, Row{"60s", 60'000, "1m"}, Row{"5m", 300'000, "5m"}, Row{"90m", 5'400'000, "90m"},
        Row{"12h", 43'200'000, "12h"}, Row{"90d", 90 * kDay, "90d"}, Row{"2w", 14 * kDay, "2w"},
        Row{"14d", 14 * kDay, "2w"}, Row{"0d", 0, "0s"}, Row{"007d", 7 * kDay, "1w"}}) {
    CAPTURE(text);
    CHECK(parse_duration(text) == length);
    CHECK(print_duration(length) == printed);
  }
  CHECK(print_duration(1500) == "1500ms");
  CHECK(parse_duration("9223372036854775s") == Duration{9'223'372'036'854'775'000});
}

TEST_CASE("what is no duration") {
  for (const std::string& bad : {""s, "d"s, "90"s, "90 d"s, " 90d"s, "90d "s, "+90d"s, "-90d"s, "1.5h"s, "90D"s, "90y"s,
                                 "90dd"s, "1h30m"s, "0x1d"s, "9223372036854776s"s, "9223372036854775807w"s,
                                 "9223372036854775808s"s, "99999999999999999999999s"s, "1d\0"s}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_duration(bad));
  }
}

TEST_CASE("times of RFC 3339") {
  struct Row {
    const char* text;
    Time time;
  };
  for (auto [text, time] :
       {Row{"1970-01-01T00:00:00Z", 0}, Row{"1970-01-01", 0}, Row{"1969-12-31T23:59:59Z", -1000},
        Row{"2026-11-21T10:00:00Z", 1'795'255'200'000}, Row{"2026-11-21T11:30:00+01:30", 1'795'255'200'000},
        Row{"2026-11-21T02:00:00-08:00", 1'795'255'200'000}, Row{"2026-11-21T10:00:00-00:00", 1'795'255'200'000},
        Row{"2026-11-21t10:00:00z", 1'795'255'200'000}, Row{"2026-11-21T10:00:00.5Z", 1'795'255'200'500},
        Row{"2026-11-21T10:00:00.1239999999999999999999Z", 1'795'255'200'123}, Row{"2024-02-29", 1'709'164'800'000},
        Row{"2000-02-29", 951'782'400'000}, Row{"9999-12-31T23:59:59Z", 253'402'300'799'000},
        Row{"0000-01-01T00:00:00Z", -62'167'219'200'000}}) {
    CAPTURE(text);
    CHECK(parse_time(text) == time);
  }
}

TEST_CASE("what is no time") {
  for (const std::string& bad : {""s,
                                 "2026"s,
                                 "2026-11"s,
                                 "2026-11-21T"s,
                                 "2026-11-21T10:00"s,
                                 "2026-11-21T10:00:00"s,
                                 "2026-11-21 10:00:00Z"s,
                                 "2026-11-21T10:00:00 Z"s,
                                 "2026-1-21"s,
                                 "2026-13-01"s,
                                 "2026-00-01"s,
                                 "2026-11-00"s,
                                 "2026-11-31"s,
                                 "2026-02-29"s,
                                 "1900-02-29"s,
                                 "2026-11-21T24:00:00Z"s,
                                 "2026-11-21T10:60:00Z"s,
                                 "2026-12-31T23:59:60Z"s,
                                 "2026-11-21T10:00:00.Z"s,
                                 "2026-11-21T10:00:00,5Z"s,
                                 "2026-11-21T10:00:00+24:00"s,
                                 "2026-11-21T10:00:00+01:60"s,
                                 "2026-11-21T10:00:00+0100"s,
                                 "2026-11-21T10:00:00+1"s,
                                 "2026-11-21T10:00:00ZZ"s,
                                 "2026-11-21Z"s,
                                 " 2026-11-21"s,
                                 "2026-11-21 "s,
                                 "+2026-11-21"s,
                                 "20261-11-21"s,
                                 "1795255200"s,
                                 "2026-11-21\0"s,
                                 "2026-11-2\xd9\xa1"s}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_time(bad));
  }
}

TEST_CASE("times are printed in UTC, whole seconds") {
  CHECK(print_time(0) == "1970-01-01T00:00:00Z");
  CHECK(print_time(1'795'255'200'999) == "2026-11-21T10:00:00Z");
  CHECK(print_time(-1) == "1969-12-31T23:59:59Z");
  CHECK(print_time(-62'167'219'200'000) == "0000-01-01T00:00:00Z");
}

TEST_CASE("the calendar is libc's") {
  std::uint64_t state = 1;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const Time time = static_cast<Time>(state % 506'000'000'000'000U) - 63'000'000'000'000;
    time_t seconds = static_cast<time_t>(time >= 0 ? time / 1000 : -((-time + 999) / 1000));
    tm expected{};
    REQUIRE(gmtime_r(&seconds, &expected));
    const Civil c = civil_of(time);
    REQUIRE(c.year == expected.tm_year + 1900);
    REQUIRE(c.month == expected.tm_mon + 1);
    REQUIRE(c.day == expected.tm_mday);
    REQUIRE(c.hour == expected.tm_hour);
    REQUIRE(c.minute == expected.tm_min);
    REQUIRE(c.second == expected.tm_sec);
    REQUIRE(time_of(c) == static_cast<Time>(seconds) * 1000);
    if (c.year >= 0 && c.year <= 9999) REQUIRE(parse_time(print_time(time)) == time_of(c));
  }
}

TEST_CASE("no time is too far away to be told") {
  for (Time time : {std::numeric_limits<Time>::min() + kDay, std::numeric_limits<Time>::max()}) {
    CAPTURE(time);
    CHECK(time - time_of(civil_of(time)) < 1000);
    CHECK_FALSE(print_time(time).empty());
  }
}

TEST_CASE("years later") {
  struct Row {
    const char* from;
    int years;
    const char* to;
  };
  for (auto [from, years, to] :
       {Row{"2026-11-21T10:00:00Z", 1, "2027-11-21T10:00:00Z"}, Row{"2024-02-29T23:59:59Z", 1, "2025-02-28T23:59:59Z"},
        Row{"2024-02-29T00:00:00Z", 4, "2028-02-29T00:00:00Z"}, Row{"2096-02-29T00:00:00Z", 4, "2100-02-28T00:00:00Z"},
        Row{"2023-02-28T00:00:00Z", 1, "2024-02-28T00:00:00Z"}, Row{"2024-02-29T00:00:00Z", -1, "2023-02-28T00:00:00Z"},
        Row{"2026-12-31T23:59:59Z", 0, "2026-12-31T23:59:59Z"}}) {
    CAPTURE(from);
    CHECK(print_time(add_years(*parse_time(from), years)) == to);
  }
  CHECK(add_years(1'795'255'200'123, 1) % 1000 == 123);
}
