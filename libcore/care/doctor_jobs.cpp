// doctor's look at jobs: nothing runs them by itself, so that one that is long overdue tells of a timer that is not
// there, here or at an agent.
#include <algorithm>
#include <string>

#include "base/counted.h"
#include "care/doctor.h"
#include "store/jobs.h"
#include "view/silent_agents.h"

namespace pkit {

void check_jobs(Session& session, Check& check) {
  constexpr Duration day = 86'400'000;
  const Time now = session.now.value_or(session.world.now());
  session.state.read([&](store::Read& read) {
    const auto overdue = std::ranges::count_if(store::scheduled_jobs::all(read), [&](const store::ScheduledJob& job) {
      return job.agent.empty() && job.not_before && *job.not_before + day < now;
    });
    if (overdue > 0)
      check.tell(counted(overdue, "job is", "jobs are") +
                 " overdue for over a day: pkit job run --due does them, from a timer");
    for (const SilentAgent& agent : silent_agents(read, now))
      check.tell(told(agent) + ": pkit agent run does them, from a timer there");
  });
}

}  // namespace pkit
