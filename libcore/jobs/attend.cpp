// job ack, reschedule, cancel: what an operator does about jobs (T-B14).
#include "catalog/schedule.h"
#include "change/change.h"
#include "jobs/kind.h"
#include "jobs/lease.h"
#include "jobs/operations.h"
#include "jobs/view.h"

namespace pkit::jobs {

namespace {

using store::JobResult;
using store::JobState;

constexpr Input kAckInputs[] = {
    input<&AckRequest::runs>("run", "NUMBER", "runs, as job history tells them").argument().needed(),
};
constexpr Input kJobInputs[] = {
    input<&JobRequest::job>("job", "JOB", "its id, or how that begins").argument().needed(),
};

[[noreturn]] void refuse_state(const std::string& what, const std::string& hint) {
  throw Error(Kind::conflict, "job.state", what, hint);
}

/// Failure or Warning, Completed or CompletedWillRetry.
void require_acknowledgeable(const store::JobRun& run) {
  const std::string name = "run " + std::to_string(run.number);
  if (run.acknowledged) refuse_state(name + " is acknowledged already", "pkit job history " + run.job);
  if (run.result == JobResult::failure || run.result == JobResult::warning) return;
  refuse_state(name + " is a " + store::result_word(run.result) + ", of which nobody need take note",
               "a Failure or a Warning is");
}

/// The last run, which nobody has acknowledged and which was the job's last word, takes the job with it.
void note(store::Write& write, const store::JobRun& run) {
  auto job = store::scheduled_jobs::find(write, run.job);
  const auto last = store::job_runs::last(write, run.job);
  if (!job || job->state != JobState::completed || !last || last->number != run.number) return;
  job->state = JobState::acknowledged;
  require_written(store::scheduled_jobs::update(write, *job), job->id);
}

store::JobRun find_run(store::Read& read, const std::string& word) {
  const std::int64_t number = number_of(word, "NUMBER", 1, INT64_MAX);
  const auto run = store::job_runs::find(read, number);
  if (!run) throw Error(Kind::not_found, "job.unknown", "there is no run " + word, "see pkit job history");
  return *run;
}

/// Does it come again, on days of the week or of the month?
bool comes_by_calendar(const store::ScheduledJob& job) {
  using Is = catalog::Schedule::Is;
  const auto schedule = catalog::parse_compact_schedule(job.schedule);
  return schedule && (schedule->is == Is::weekly || schedule->is == Is::monthly);
}

/// Only a Failure that is over, and only of kinds that are for it (2b). One that comes again waits for that by then.
void require_reschedulable(store::Read& read, const store::ScheduledJob& job) {
  const JobKind& kind = kind_of(job);
  if (!kind.reschedulable || (kind.by_calendar && !comes_by_calendar(job)))
    refuse_state(std::string("a job ") + kind.word + " is not rescheduled" +
                     (kind.by_calendar ? ", unless it is weekly or monthly" : ""),
                 "pkit job schedule makes a new one");
  const auto last = store::job_runs::last(read, job.id);
  const bool waits = comes_by_calendar(job) && job.state == JobState::waiting;
  const bool over = waits || job.state == JobState::completed || job.state == JobState::acknowledged;
  if (over && last && last->result == JobResult::failure) return;
  refuse_state(job.id + " is " + store::state_word(job.state) +
                   (last ? std::string(", its last run a ") + store::result_word(last->result) : std::string()),
               "a Failure that is Completed or Acknowledged is rescheduled");
}

Outcome told_changed(store::Read& read, const std::string& id) {
  Outcome outcome;
  const store::ScheduledJob job = find_job(read, id);
  outcome.data.set("job", job_view(read, job));
  return outcome;
}

/// Changes the row by `next`, which judges it inside of the transaction.
Outcome change_job(Session& session, const std::string& word, const char* event,
                   const std::function<void(store::Read&, store::ScheduledJob&, Time)>& next) {
  const Time now = operation_time(session, true);
  store::ScheduledJob job;
  session.state.read([&](store::Read& read) { job = find_job(read, word); });
  Outcome outcome;
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    store::ScheduledJob present = find_job(write, job.id);
    next(write, present, now);
    require_written(store::scheduled_jobs::update(write, present), job.id);
    outcome = told_changed(write, job.id);
  };
  change.events = {{event, job.id, Value::map({{"kind", kind_of(job).word}})}};
  commit(session, change);
  return outcome;
}

}  // namespace

Outcome acknowledge_runs(Session& session, const AckRequest& request) {
  const Time now = operation_time(session, true);
  Change change;
  begin_change(change, session, now);
  Value views;
  std::vector<store::JobRun> runs;
  session.state.read([&](store::Read& read) {
    for (const std::string& word : request.runs) runs.push_back(find_run(read, word));
  });
  change.rows = [&](store::Write& write) {
    views = Value::list();
    for (const store::JobRun& run : runs) {
      require_acknowledgeable(find_run(write, std::to_string(run.number)));
      require_written(store::job_runs::acknowledge(write, run.number, now, session.actor), run.job);
      note(write, run);
      views.push(run_view(find_run(write, std::to_string(run.number))));
    }
  };
  for (const store::JobRun& run : runs)
    change.events.push_back({"job.acknowledged", run.job, Value::map({{"JobHistoryId", run.number}})});
  commit(session, change);
  Outcome outcome;
  outcome.data.set("runs", std::move(views));
  return outcome;
}

Outcome reschedule_job(Session& session, const JobRequest& request) {
  return change_job(session, request.job, "job.rescheduled", [](store::Read& read, store::ScheduledJob& job, Time now) {
    require_reschedulable(read, job);
    job.state = JobState::waiting;
    job.tries = 0;
    job.not_before = now;
  });
}

Outcome cancel_job(Session& session, const JobRequest& request) {
  return change_job(session, request.job, "job.cancelled", [&](store::Read&, store::ScheduledJob& job, Time) {
    if (!job.not_before)
      refuse_state(job.id + " is " + store::state_word(job.state) + " already", "pkit job show " + job.id);
    if (is_held(job, session.world.now())) refuse_state("somebody is at " + job.id, "when that has ended");
    job.state = JobState::cancelled;
    job.not_before.reset();
    job.holder.clear();
    job.lease_until = 0;
    job.claimed.reset();
  });
}

constinit const Operation kJobAck = operation<AckRequest, acknowledge_runs>(
    {.name = "job ack", .inputs = kAckInputs, .data = &shape::job_acknowledged});
constinit const Operation kJobReschedule = operation<JobRequest, reschedule_job>(
    {.name = "job reschedule", .inputs = kJobInputs, .data = &shape::job_changed});
constinit const Operation kJobCancel =
    operation<JobRequest, cancel_job>({.name = "job cancel", .inputs = kJobInputs, .data = &shape::job_changed});

}  // namespace pkit::jobs
