#include "jobs/lease.h"

#include <algorithm>

#include "catalog/schedule.h"
#include "home/process.h"
#include "jobs/view.h"
#include "store/principals.h"

namespace pkit::jobs {

namespace {

using store::JobResult;
using store::JobState;

constexpr Duration kFirstPause = 60'000, kLongestPause = 60 * 60'000;
constexpr std::size_t kLongestMessage = 2048;

/// A minute after the first failure, then twice as long each time, an hour at most.
Duration pause_after(std::int64_t tries) {
  Duration pause = kFirstPause;
  for (std::int64_t i = 0; i < tries && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

/// When it comes by its schedule; nothing where it does not any more.
std::optional<Time> next_regular(const store::ScheduledJob& job, Time now) {
  const auto schedule = catalog::parse_compact_schedule(job.schedule);
  if (!schedule || schedule->is == catalog::Schedule::Is::once) return std::nullopt;
  return catalog::next_time(*schedule, now, job.requested);
}

/// What the job is after a run with this result (T-B13).
store::ScheduledJob after(store::ScheduledJob job, JobResult result, Time now) {
  const std::optional<Time> regular = next_regular(job, now);
  job.holder.clear();
  job.lease_until = 0;
  job.claimed.reset();
  if (result == JobResult::failure && job.tries < job.retries) {
    const Time again = now + pause_after(job.tries);
    job.state = JobState::will_retry;
    job.not_before = regular ? std::min(again, *regular) : again;
    ++job.tries;
    return job;
  }
  job.not_before = regular;
  job.state = regular ? JobState::waiting : JobState::completed;
  if (regular) job.tries = 0;
  return job;
}

/// Cut where no character is broken.
std::string bounded(const std::string& text) {
  const std::string plain = storable(text);
  return plain.substr(0, utf8_prefix(std::string_view(plain).substr(0, kLongestMessage)));
}

store::JobRun run_of(const RunningJob& running, const JobDone& done, JobState state_after, Time now) {
  store::JobRun run;
  run.job = running.job.id;
  run.started = running.job.claimed.value_or(now);
  run.ended = now;
  run.result = done.result;
  run.status = state_after == JobState::will_retry ? JobState::will_retry : JobState::completed;
  run.tries = running.job.tries;
  run.message = bounded(done.message);
  run.output = done.output;
  return run;
}

/// What handlers of finished jobs are told (B11), by document B's names.
EventDraft finished(const Session& session, const RunningJob& running, const store::JobRun& run) {
  const store::ScheduledJob& job = running.job;
  std::string agent_id, machine;
  session.state.read([&](store::Read& read) {
    if (const auto agent = store::orchestrators::find(read, job.agent)) agent_id = agent->agent_id;
    if (const auto principal = store::principals::find(read, job.agent)) machine = principal->name;
  });
  Value data = Value::map({{"AgentId", agent_id},
                           {"Username", session.actor},
                           {"ClientMachine", machine},
                           {"JobResult", store::result_word(run.result)},
                           {"JobId", job.id},
                           {"JobType", store::type_word(job.type)},
                           {"JobTypeId", kind_of(job).word},
                           {"OperationType", store::operation_word(job.operation)},
                           {"RequestTimestamp", print_time(job.requested)},
                           {"CurrentRetryCount", run.tries},
                           {"Status", store::state_word(run.status)}});
  if (!run.message.empty()) data.set("Message", run.message);
  if (run.output["certificate"].is_map()) data.set("CertificateId", run.output["certificate"].text_or("id"));
  return {run.result == JobResult::failure ? "job.failed" : "job.completed", job.id, std::move(data)};
}

bool is_same_run(const store::ScheduledJob& found, const store::ScheduledJob& ours) {
  return found.state == JobState::in_process && found.holder == ours.holder &&
         (!found.claimed || found.claimed == ours.claimed) && found.not_before == ours.not_before &&
         found.tries == ours.tries && found.priority == ours.priority;
}

/// Writes `next` in place of `ours`. A lease that was made longer by a commit whose answer was lost is ours all the
/// same: then the row differs by that, and by what belongs to the run, alone.
bool update_ours(store::Write& write, const store::ScheduledJob& ours, store::ScheduledJob& next) {
  if (store::scheduled_jobs::update(write, next)) return true;
  const auto found = store::scheduled_jobs::find(write, ours.id);
  if (!found || !is_same_run(*found, ours)) return false;
  next.version = found->version;
  next.parameters = found->parameters;
  return store::scheduled_jobs::update(write, next);
}

void require_ours(bool written, const store::ScheduledJob& job) {
  if (written) return;
  throw Error(Kind::conflict, "job.lost", job.id + " took longer than its lease, and somebody else is at it",
              "pkit job history " + job.id);
}

}  // namespace

bool is_held(const store::ScheduledJob& job, Time real_now) {
  return job.state == JobState::in_process && job.lease_until > real_now && !process_ended(job.holder);
}

std::vector<RunningJob> claim(Session& session, const std::vector<store::ScheduledJob>& seen,
                              const std::string& holder) {
  const Time real_now = session.world.now();
  std::vector<RunningJob> claimed;
  session.database.write([&](store::Write& write) {
    claimed.clear();
    for (const store::ScheduledJob& job : seen) {
      RunningJob running{job, job.state == JobState::in_process && job.claimed};
      running.job.state = JobState::in_process;
      running.job.holder = holder;
      running.job.lease_until = real_now + kLease;
      if (!store::scheduled_jobs::update(write, running.job)) continue;
      ++running.job.version;
      claimed.push_back(std::move(running));
    }
  });
  return claimed;
}

/// The job as it is in `running`, with a whole lease.
static store::ScheduledJob with_lease(const Session& session, const RunningJob& running) {
  store::ScheduledJob longer = running.job;
  longer.lease_until = session.world.now() + kLease;
  return longer;
}

static void take_over(RunningJob& running, store::ScheduledJob written) {
  running.job = std::move(written);
  ++running.job.version;
}

static bool written(Session& session, RunningJob& running) {
  store::ScheduledJob longer = with_lease(session, running);
  bool ours = false;
  session.database.write([&](store::Write& write) { ours = update_ours(write, running.job, longer); });
  if (ours) take_over(running, std::move(longer));
  return ours;
}

bool renew(Session& session, RunningJob& running) {
  return running.job.lease_until - session.world.now() >= kLease / 2 || written(session, running);
}

bool begin(Session& session, RunningJob& running, Time now) {
  if (!running.resumed) running.job.claimed = now;
  const bool is_told = running.resumed || !kind_of(running.job).once;
  return is_told ? renew(session, running) : written(session, running);
}

void hand_out(Session& session, RunningJob& running, Change with) {
  if (!running.resumed) running.job.claimed = with.now;
  store::ScheduledJob longer = with_lease(session, running);
  with.rows = [&, beside = std::move(with.rows)](store::Write& write) {
    require_written(store::scheduled_jobs::update(write, longer), longer.id);
    if (beside) beside(write);
  };
  commit(session, with);
  take_over(running, std::move(longer));
}

store::JobRun settle(Session& session, const RunningJob& running, const JobDone& done, Time now) {
  store::ScheduledJob next = after(running.job, done.result, now);
  store::JobRun run = run_of(running, done, next.state, now);
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    require_ours(update_ours(write, running.job, next), next);
    run.number = store::job_runs::append(write, run);
    if (done.rows) done.rows(write);
  };
  change.events = done.events;
  change.events.push_back(finished(session, running, run));
  commit(session, change);
  return run;
}

}  // namespace pkit::jobs
