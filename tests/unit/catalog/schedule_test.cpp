// When a job is due, to the minute (T-B12).
#include "catalog/schedule.h"

#include <doctest/doctest.h>

namespace pkit::catalog {
namespace {

Time at(const std::string& text) { return parse_time(text).value(); }

TEST_CASE("both spellings are one schedule, and each is told in both") {
  struct Row {
    const char *written, *compact, *words;
  };
  for (const auto& [written, expected, told] : {
           Row{"now", "", "now"},
           Row{"", "", "now"},
           Row{"I_5", "I_5", "every 5m"},
           Row{"every 2h", "I_120", "every 2h"},
           Row{"D_3:0", "D_03:00", "daily 03:00"},
           Row{"daily 23:59", "D_23:59", "daily 23:59"},
           Row{"W_135_3:00", "W_135_03:00", "weekly sun,tue,thu 03:00"},
           Row{"weekly Sat,mon 12:30", "W_27_12:30", "weekly mon,sat 12:30"},
           Row{"M_31_3:00", "M_31_03:00", "monthly 31 03:00"},
           Row{"monthly last 03:00", "M_L_03:00", "monthly last 03:00"},
           Row{"O_2020-10-31T13:30", "O_2020-10-31T13:30", "once 2020-10-31T13:30Z"},
           Row{"once 2020-10-31T13:30Z", "O_2020-10-31T13:30", "once 2020-10-31T13:30Z"},
           Row{"once 2020-10-31T15:30:00+02:00", "O_2020-10-31T13:30", "once 2020-10-31T13:30Z"},
       }) {
    CAPTURE(written);
    const auto schedule = parse_schedule(written);
    REQUIRE(schedule);
    CHECK(compact(*schedule) == expected);
    CHECK(words(*schedule) == told);
    CHECK(parse_compact_schedule(compact(*schedule)) == schedule);
    CHECK(parse_schedule(words(*schedule)) == schedule);
  }
}

TEST_CASE("what is no schedule is none") {
  for (const char* bad : {"I_",
                          "I_0",
                          "I_1000000",
                          "I_5 ",
                          "D_25:00",
                          "D_3",
                          "D_3:60",
                          "D_003:00",
                          "D_3:",
                          "W_8_3:00",
                          "W__3:00",
                          "W_11111111_3:00",
                          "M_32_3:00",
                          "M_0_3:00",
                          "M_l_3:00",
                          "O_2020-10-31",
                          "O_2020-02-30T13:30",
                          "x",
                          "hourly",
                          "every 30s",
                          "every 90",
                          "every 1m 1m",
                          "daily",
                          "daily 24:00",
                          "weekly 03:00",
                          "weekly foo 03:00",
                          "monthly 03:00",
                          "monthly -1 03:00",
                          "once 2020-10-31T13:30:30Z",
                          "NOW",
                          "D_3:00_",
                          " daily 03:00"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_schedule(bad));
  }
}

TEST_CASE("T-B12: the next time is exact") {
  struct Row {
    const char *schedule, *after, *next;  // null: never
  };
  for (const auto& [text, after, next] : {
           Row{"D_3:00", "2026-12-31T02:59:59Z", "2026-12-31T03:00:00Z"},
           Row{"D_3:00", "2026-12-31T03:00:00Z", "2027-01-01T03:00:00Z"},  // past midnight, and the year's end
           Row{"D_0:00", "2026-11-30T23:59:00Z", "2026-12-01T00:00:00Z"},
           Row{"W_1_3:00", "2026-11-28T12:00:00Z", "2026-11-29T03:00:00Z"},    // a Saturday: across the week's end
           Row{"W_1_3:00", "2026-11-29T03:00:00Z", "2026-12-06T03:00:00Z"},    // the same day, a week on
           Row{"W_135_3:00", "2026-11-29T03:00:00Z", "2026-12-01T03:00:00Z"},  // Sunday, then Tuesday
           Row{"W_7_23:30", "2026-11-30T00:00:00Z", "2026-12-05T23:30:00Z"},
           Row{"M_31_3:00", "2026-03-31T03:00:00Z", "2026-05-31T03:00:00Z"},  // April has none
           Row{"M_31_3:00", "2027-01-31T04:00:00Z", "2027-03-31T03:00:00Z"},  // nor has February
           Row{"M_29_3:00", "2028-01-29T03:00:00Z", "2028-02-29T03:00:00Z"},
           Row{"M_L_3:00", "2027-01-31T03:00:00Z", "2027-02-28T03:00:00Z"},
           Row{"M_L_3:00", "2028-02-01T00:00:00Z", "2028-02-29T03:00:00Z"},
           Row{"M_L_3:00", "2026-12-31T02:00:00Z", "2026-12-31T03:00:00Z"},
           Row{"M_1_3:00", "2026-12-15T00:00:00Z", "2027-01-01T03:00:00Z"},
           Row{"O_2020-10-31T13:30", "2020-10-31T13:29:59Z", "2020-10-31T13:30:00Z"},
           Row{"O_2020-10-31T13:30", "2020-10-31T13:30:00Z", nullptr},  // past
           Row{"", "2020-10-31T13:30:00Z", nullptr},
       }) {
    CAPTURE(text);
    CAPTURE(after);
    const std::optional<Time> found = next_time(parse_compact_schedule(text).value(), at(after), 0);
    if (!next) {
      CHECK_FALSE(found);
    } else {
      REQUIRE(found);
      CHECK(print_time(*found) == next);
    }
  }
}

TEST_CASE("an interval counts from the minute in which it was asked for, and passes over what was missed") {
  const Schedule schedule = parse_compact_schedule("I_30").value();
  const Time since = at("2026-11-30T10:07:42Z");
  CHECK(print_time(next_time(schedule, since, since).value()) == "2026-11-30T10:37:00Z");
  CHECK(print_time(next_time(schedule, at("2026-11-30T10:37:00Z"), since).value()) == "2026-11-30T11:07:00Z");
  CHECK(print_time(next_time(schedule, at("2026-12-01T00:00:00Z"), since).value()) == "2026-12-01T00:07:00Z");
  CHECK(print_time(next_time(schedule, at("2020-01-01T00:00:00Z"), since).value()) == "2026-11-30T10:37:00Z");
}

}  // namespace
}  // namespace pkit::catalog
