// Agents that have jobs and do not come for them: nothing else tells that a timer on their machine is gone.
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "store/database.h"

namespace pkit {

struct SilentAgent {
  std::string name;
  Time last_seen = 0;
  std::int64_t due = 0;  // jobs
};
/// Those whose jobs have been due for over an hour, and who were not heard since: each, by name. An agent's timer comes
/// every five minutes.
std::vector<SilentAgent> silent_agents(store::Read& read, Time now);
/// "cam was last heard on 2026-11-30T10:00:00Z, and 2 of its jobs are due".
std::string told(const SilentAgent& agent);

}  // namespace pkit
