#include "store/refusals.h"

#include "store/entities/query.h"

namespace pkit::store::refusals {

namespace {

constexpr Duration kHour = 3'600'000;

const char* const kFindHour = "SELECT since, told, untold FROM refusals WHERE kind = $kind";
const char* const kSetHour =
    "INSERT INTO refusals (kind, since, told, untold) VALUES ($kind, $since, $told, $untold)"
    " ON CONFLICT (kind) DO UPDATE SET since = $since, told = $told, untold = $untold";
const char* const kUntold = "SELECT kind, since, untold FROM refusals WHERE untold > 0 ORDER BY kind";

struct Hour {
  Time since = 0;
  std::int64_t told = 0, untold = 0;
};

Hour hour_from(const Row& row) { return {row.integer(0), row.integer(1), row.integer(2)}; }

}  // namespace

Answer count(Write& write, const std::string& kind, Time now) {
  Hour hour = first(write, kFindHour, {{"$kind", kind}}, hour_from).value_or(Hour{.since = now});
  Answer answer;
  if (now < hour.since || now >= hour.since + kHour) {
    if (hour.untold > 0) answer.ended = Counted{kind, hour.since, hour.untold};
    hour = {.since = now};
  }
  answer.tell = hour.told < kTold;
  (answer.tell ? hour.told : hour.untold) += 1;
  write.execute(kSetHour, {{"$kind", kind}, {"$since", hour.since}, {"$told", hour.told}, {"$untold", hour.untold}});
  return answer;
}

std::vector<Counted> untold(Read& read) {
  return all_of(read, kUntold, {}, [](const Row& row) { return Counted{row.text(0), row.integer(1), row.integer(2)}; });
}

}  // namespace pkit::store::refusals
