// Windows of the week (B7): what is read, when one is open, and what proves that an alert can act in time.
#include "setup/windows.h"

#include <doctest/doctest.h>

namespace pkit {

namespace {

constexpr Duration kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;

Time at(const char* text) { return parse_time(text).value(); }

Windows windows(std::initializer_list<const char*> texts) {
  Windows all;
  for (const char* text : texts) {
    const Windows one = read_window(text).value();
    all.insert(all.end(), one.begin(), one.end());
  }
  return all;
}

}  // namespace

TEST_CASE("B7: what is no window is none") {
  for (const char* text :
       {"", "sat", "sat 02:00", "sat 02:00-02:00", "sat 2:00-05:00", "sat 02:00-25:00", "sat 24:00-02:00",
        "xxx 02:00-05:00", "mon- 02:00-05:00", "sat  02:00-05:00", "sat 02:60-05:00", "sat 02:00-05:00 "}) {
    CAPTURE(text);
    CHECK(!read_window(text));
  }
}

TEST_CASE("B7: a window is open from its begin to before its end, in UTC") {
  const Windows night = windows({"sat 02:00-05:00"});  // 2026-11-28 is a Saturday
  CHECK(!is_open(night, at("2026-11-28T01:59:59Z")));
  CHECK(is_open(night, at("2026-11-28T02:00:00Z")));
  CHECK(is_open(night, at("2026-11-28T04:59:59Z")));
  CHECK(!is_open(night, at("2026-11-28T05:00:00Z")));
  CHECK(!is_open(night, at("2026-11-27T03:00:00Z")));
  CHECK(is_open({}, 0));
  CHECK(is_open(night, at("1969-12-27T03:00:00Z")));  // a Saturday before 1970
}

TEST_CASE("B7: what goes over midnight, and over the end of the week, is one window") {
  const Windows late = windows({"sun 22:00-04:00"});
  CHECK(is_open(late, at("2026-11-29T23:00:00Z")));
  CHECK(is_open(late, at("2026-11-30T03:59:00Z")));
  CHECK(!is_open(late, at("2026-11-30T04:00:00Z")));
  CHECK(shortest_open(late) == 6 * kHour);
  CHECK(longest_closed(late) == 7 * kDay - 6 * kHour);
}

TEST_CASE("B7: when the next one opens") {
  const Windows night = windows({"sat 02:00-05:00", "wed 10:00-11:00"});
  CHECK(next_opening(night, at("2026-11-28T03:00:00Z")) == at("2026-11-28T03:00:00Z"));
  CHECK(next_opening(night, at("2026-11-28T05:00:00Z")) == at("2026-12-02T10:00:00Z"));
  CHECK(next_opening(night, at("2026-12-02T11:00:00Z")) == at("2026-12-05T02:00:00Z"));
}

TEST_CASE("B7: the longest time without any is what the notice must be longer than") {
  const struct {
    std::initializer_list<const char*> texts;
    Duration closed, open;
  } rows[] = {
      {{"sat 02:00-05:00"}, 7 * kDay - 3 * kHour, 3 * kHour},
      {{"daily 02:00-03:00"}, 23 * kHour, kHour},
      {{"daily 00:00-24:00"}, 0, 7 * kDay},
      {{"mon-fri 22:00-04:00"}, 2 * kDay + 18 * kHour, 6 * kHour},
      {{"sat-mon 00:00-12:00"}, 4 * kDay + 12 * kHour, 12 * kHour},
      {{"mon 00:00-06:00", "mon 03:00-09:00"}, 7 * kDay - 9 * kHour, 9 * kHour},
  };
  for (const auto& row : rows) {
    CAPTURE(*row.texts.begin());
    CHECK(longest_closed(windows(row.texts)) == row.closed);
    CHECK(shortest_open(windows(row.texts)) == row.open);
  }
  CHECK(longest_closed({}) == 0);
}

}  // namespace pkit
