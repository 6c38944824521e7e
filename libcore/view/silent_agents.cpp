#include "view/silent_agents.h"

#include <algorithm>
#include <map>

#include "store/jobs.h"
#include "store/principals.h"

namespace pkit {

std::vector<SilentAgent> silent_agents(store::Read& read, Time now) {
  constexpr Duration patience = 60 * 60'000;
  std::map<std::string, std::int64_t> due;  // by principal
  for (const store::ScheduledJob& job : store::scheduled_jobs::all(read))
    if (!job.agent.empty() && job.not_before && *job.not_before + patience < now) ++due[job.agent];
  std::vector<SilentAgent> silent;
  for (const auto& [id, jobs] : due) {
    const auto principal = store::principals::find(read, id);
    const auto orchestrator = store::orchestrators::find(read, id);
    if (!principal || !orchestrator || orchestrator->last_seen + patience >= now) continue;
    silent.push_back({principal->name, orchestrator->last_seen, jobs});
  }
  std::ranges::sort(silent, {}, &SilentAgent::name);
  return silent;
}

std::string told(const SilentAgent& agent) {
  return agent.name + " was last heard on " + print_time(agent.last_seen) + ", and " + std::to_string(agent.due) +
         (agent.due == 1 ? " of its jobs is due" : " of its jobs are due");
}

}  // namespace pkit
