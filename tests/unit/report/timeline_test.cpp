// When things end: which unit a span gets, where steps begin, and that their number is bounded.
#include <doctest/doctest.h>

#include "report/timeline.h"

using namespace pkit;
using namespace pkit::report;

namespace {

Time at(const char* text) { return parse_time(text).value(); }
constexpr Duration kDay = 24LL * 3600 * 1000;

}  // namespace

TEST_CASE("the unit follows from how far the last end is") {
  const Time now = at("2026-11-30T12:00:00Z");
  struct Row {
    Duration last;
    Unit unit;
  };
  const Row rows[] = {{kDay / 24, Unit::hour},       {2 * kDay, Unit::hour},          {2 * kDay + 1, Unit::day},
                      {45 * kDay, Unit::day},        {45 * kDay + 1, Unit::month},    {90 * kDay, Unit::month},
                      {3 * 366 * kDay, Unit::month}, {3 * 366 * kDay + 1, Unit::year}};
  for (const Row& row : rows) CHECK(timeline_of({now, now + row.last}, now).unit == row.unit);
}

TEST_CASE("a step begins with its unit, in UTC") {
  const Time time = at("2028-02-29T23:59:59Z");
  CHECK(step_of(time, Unit::hour) == at("2028-02-29T23:00:00Z"));
  CHECK(step_of(time, Unit::day) == at("2028-02-29T00:00:00Z"));
  CHECK(step_of(time, Unit::month) == at("2028-02-01T00:00:00Z"));
  CHECK(step_of(time, Unit::year) == at("2028-01-01T00:00:00Z"));
  CHECK(print_step(step_of(time, Unit::hour), Unit::hour) == "2028-02-29 23:00");
  CHECK(print_step(step_of(time, Unit::day), Unit::day) == "2028-02-29");
  CHECK(print_step(step_of(time, Unit::month), Unit::month) == "2028-02");
  CHECK(print_step(step_of(time, Unit::year), Unit::year) == "2028");
}

TEST_CASE("every end is counted once, in the step that holds it") {
  const Time now = at("2026-11-30T12:00:00Z");
  const Timeline timeline =
      timeline_of({at("2026-12-01T00:00:00Z"), at("2026-12-31T23:59:59Z"), at("2027-03-01T00:00:00Z")}, now);
  REQUIRE(timeline.steps.size() == 2);
  CHECK(timeline.steps[0].from == at("2026-12-01T00:00:00Z"));
  CHECK(timeline.steps[0].count == 2);
  CHECK(timeline.steps[1].from == at("2027-03-01T00:00:00Z"));
  CHECK(timeline.steps[1].count == 1);
  CHECK(!timeline.open);
  CHECK(timeline_of({}, now).steps.empty());
}

TEST_CASE("ends over thousands of years are steps that somebody can read") {
  const Time now = at("2026-11-30T12:00:00Z");
  std::vector<Time> ends;
  for (int year = 2030; year < 9999; year += 10) ends.push_back(time_of({year, 1, 1, 0, 0, 0}));
  const Timeline timeline = timeline_of(ends, now);
  CHECK(timeline.steps.size() == kMostSteps);
  CHECK(timeline.open);
  std::int64_t counted = 0;
  for (const Step& step : timeline.steps) counted += step.count;
  CHECK(counted == static_cast<std::int64_t>(ends.size()));
}
