// Refusals of callers whom nobody knows yet: each has an event of its own up to a rate, and is counted beyond it, so
// that a stranger cannot fill the disk.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "store/database.h"

namespace pkit::store::refusals {

/// Of one kind, an hour.
inline constexpr std::int64_t kTold = 60;

struct Counted {
  std::string kind;
  Time since = 0;  // when their hour began
  std::int64_t count = 0;
};

struct Answer {
  bool tell = false;             // whether this one has an event of its own
  std::optional<Counted> ended;  // what was counted in an hour that is over, and is to be told now
};
/// Counts one more.
Answer count(Write&, const std::string& kind, Time now);
/// What was counted and is not told yet.
std::vector<Counted> untold(Read&);

}  // namespace pkit::store::refusals
