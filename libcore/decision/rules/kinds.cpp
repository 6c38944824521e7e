#include "decision/kinds.h"

#include <algorithm>

#include "decision/plan.h"

namespace pkit {

const char* conclusion_word(Conclusion conclusion) {
  constexpr const char* words[] = {"denied", "failed",   "deferred", "unproven", "refused",
                                   "strict", "unsigned", "issued",   "settled",  "rejected"};
  return words[static_cast<int>(conclusion)];
}

const Admission& admission(const PrincipalKind& kind, std::string_view state, const Door& door) {
  for (const Admission& row : kind.admissions)
    if (state == row.state && &door == row.door) return row;
  throw Error(Kind::internal, "internal",
              std::string(kind.name) + " has no row for '" + std::string(state) + "' and '" + door.word + "'");
}

const Consequence* consequence(const Run& run, Conclusion conclusion) {
  const std::string state = run.caller.state();
  const auto& rows = run.caller.kind->consequences;
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const Consequence& c) {
    return c.door == run.intake.door && c.conclusion == conclusion && (!c.state || state == c.state) &&
           c.situation.holds(run);
  });
  return row == rows.end() ? nullptr : &*row;
}

}  // namespace pkit
