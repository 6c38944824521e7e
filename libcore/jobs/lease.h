// Who is at a job: taken by an update that must change one row, given back with the result in one commit.
#pragma once

#include <string>
#include <vector>

#include "jobs/kind.h"

namespace pkit::jobs {

/// How long a job is somebody's without a word of theirs, by the real clock.
inline constexpr Duration kLease = 15 * 60'000;

/// Is somebody at it, as far as can be known?
bool is_held(const store::ScheduledJob& job, Time real_now);

/// Takes those of the jobs that are nobody's, in one commit; what somebody else was faster at is left out. `holder` is
/// named by home/process.h.
std::vector<RunningJob> claim(Session& session, const std::vector<store::ScheduledJob>& seen,
                              const std::string& holder);

/// It begins at `now`, which is written before where the kind wants to know of it later: a job that was claimed with
/// others and never began was not cut short. Half of a lease's time or more is left to it. False where the job is
/// another's by now.
bool begin(Session& session, RunningJob& running, Time now);

/// The same for who does it elsewhere and names the run by when it began: that is always written, by `with`, whose
/// events and rows are of the same commit. Error{conflict "state.changed"} where the job is another's by now.
void hand_out(Session& session, RunningJob& running, Change with);

/// Half of a lease's time or more is left to a job that has begun. False where it is another's by now.
bool renew(Session& session, RunningJob& running);

/// Writes how a run ended, with all that belongs to it, and when the job comes next (2b): the run as it is kept.
/// Error{conflict "job.lost"} where the lease is another's by now: nothing is written.
store::JobRun settle(Session& session, const RunningJob& running, const JobDone& done, Time now);

}  // namespace pkit::jobs
