// One-row facts of a home: its id, whether its clock is a test clock, and the highest time it has committed.
#pragma once

#include <optional>
#include <string>

#include "base/text.h"
#include "store/database.h"

namespace pkit::store {

struct Meta {
  Bytes home_id;  // 16 random octets from init
  bool test_clock = false;
  Time created = 0;
  Time highest_time = 0;  // of any commit
  std::int64_t schema = 1;
};

namespace meta {
void create(Write&, const Meta&);
Meta get(Read&);  // Error{state "store.corrupt"} where it is missing
/// highest_time = max(highest_time, now)
void seen(Write&, Time now);
/// highest_time = now, whatever it was.
void reset_clock(Write&, Time now);
}  // namespace meta

}  // namespace pkit::store
