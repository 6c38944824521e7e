// When things end, as steps of equal length that somebody can read: hours, days, months or years.
#pragma once

#include <cstdint>
#include <vector>

#include "base/text.h"

namespace pkit::report {

enum class Unit { hour, day, month, year };
const char* unit_word(Unit unit);

struct Step {
  Time from = 0;  // its beginning, UTC
  std::int64_t count = 0;
};
struct Timeline {
  Unit unit = Unit::month;
  std::vector<Step> steps;  // those in which something ends, oldest first; at most kMostSteps
  bool open = false;        // the last one holds all that comes after, too
};
inline constexpr std::size_t kMostSteps = 60;

/// `ends` ascending; the unit follows from how far the last one is from `now`.
Timeline timeline_of(const std::vector<Time>& ends, Time now);
/// Where the step of this unit begins that holds the time.
Time step_of(Time time, Unit unit);
/// "2026-11-30 14:00", "2026-11-30", "2026-11", "2026".
std::string print_step(Time from, Unit unit);

}  // namespace pkit::report
