// The end of an agent's log (document B), which the agent sends with the end of its job: kept with the run.
#include "jobs/kind.h"

namespace pkit::jobs {

namespace {

/// Nobody claims it here: `job run` leaves an agent's jobs to the agent.
JobDone not_here(Session&, const RunningJob& running) {
  throw Error(Kind::conflict, "job.state", running.job.id + " is for an agent, which does it itself",
              "pkit agent run, there");
}

}  // namespace

constinit const JobKind kFetchLogsJob = {.word = "fetch-logs",
                                         .type = store::JobType::fetch_logs,
                                         .priority = 9,
                                         .at_agents = true,
                                         .agents_alone = true,
                                         .run = not_here};

}  // namespace pkit::jobs
