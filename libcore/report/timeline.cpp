#include "report/timeline.h"

namespace pkit::report {

namespace {

constexpr Duration kHour = 3600LL * 1000, kDay = 24 * kHour;

/// So that there are some forty steps at most where certificates of one lifetime are issued all the time.
Unit unit_for(Duration span) {
  if (span <= 2 * kDay) return Unit::hour;
  if (span <= 45 * kDay) return Unit::day;
  if (span <= 3 * 366 * kDay) return Unit::month;
  return Unit::year;
}

}  // namespace

const char* unit_word(Unit unit) {
  constexpr const char* kWords[] = {"hour", "day", "month", "year"};
  return kWords[static_cast<std::size_t>(unit)];
}

Time step_of(Time time, Unit unit) {
  Civil civil = civil_of(time);
  civil.minute = civil.second = 0;
  if (unit >= Unit::day) civil.hour = 0;
  if (unit >= Unit::month) civil.day = 1;
  if (unit == Unit::year) civil.month = 1;
  return time_of(civil);
}

std::string print_step(Time from, Unit unit) {
  constexpr std::size_t kLengths[] = {13, 10, 7, 4};
  std::string text = print_time(from).substr(0, kLengths[static_cast<std::size_t>(unit)]);
  if (unit == Unit::hour) text = text.replace(10, 1, " ") + ":00";
  return text;
}

Timeline timeline_of(const std::vector<Time>& ends, Time now) {
  Timeline timeline;
  if (ends.empty()) return timeline;
  timeline.unit = unit_for(ends.back() - now);
  for (const Time end : ends) {
    const Time from = step_of(end, timeline.unit);
    const bool same = !timeline.steps.empty() && timeline.steps.back().from == from;
    if (!same && timeline.steps.size() == kMostSteps) timeline.open = true;
    if (!same && !timeline.open) timeline.steps.push_back({.from = from});
    ++timeline.steps.back().count;
  }
  return timeline;
}

}  // namespace pkit::report
