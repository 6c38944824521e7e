// How the history tells of refusals before anybody is known.
#pragma once

#include <string>

#include "base/text.h"
#include "store/events.h"

namespace pkit {

/// An event of that kind and its sequence, or one more that is only counted: 0. What was counted in an hour before is
/// told first.
std::int64_t tell_refusal(store::Write& write, Time now, const std::string& actor, const std::string& kind,
                          const std::string& subject, const store::EventData& data);

}  // namespace pkit
