// When a job is due (document B): at once, again and again, or once; exact to the minute, in UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

namespace pkit::catalog {

struct Schedule {
  enum class Is { immediate, interval, daily, weekly, monthly, once };
  static constexpr int kLastDay = 32;

  Is is = Is::immediate;
  int minutes = 0;           // of an interval, 1 to 999999
  std::uint8_t days = 0;     // of a week: bit 0 is Sunday
  int day = 0;               // of a month: 1 to 31, or kLastDay
  int hour = 0, minute = 0;  // of daily, weekly and monthly
  Time at = 0;               // once

  bool operator==(const Schedule&) const = default;
};

/// As agents know it: "", I_5, D_3:00, W_135_3:00 (1 is Sunday), M_1_3:00, M_L_3:00 (the last day), O_2027-10-31T13:30.
/// Nothing where it is none.
std::optional<Schedule> parse_compact_schedule(std::string_view text);
/// The same, or as people write it: "now", "every 5m", "daily 03:00", "weekly sun,tue,thu 03:00", "monthly 1 03:00",
/// "monthly last 03:00", "once 2027-10-31T13:30Z".
std::optional<Schedule> parse_schedule(std::string_view text);

std::string compact(const Schedule& schedule);
/// As people write it.
std::string words(const Schedule& schedule);

/// The first minute after `after` at which it is due; nothing where it never is again. An interval counts from the
/// minute of `since`. A month without the day has no such minute: M_31 passes over April, M_L does not. At once is no
/// minute: it is due when it is asked for.
std::optional<Time> next_time(const Schedule& schedule, Time after, Time since);

}  // namespace pkit::catalog
