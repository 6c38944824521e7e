// job run: what is due is done in this process, one after the other.
#include <unistd.h>

#include <algorithm>

#include "home/process.h"
#include "jobs/heartbeat.h"
#include "jobs/lease.h"
#include "jobs/operations.h"
#include "jobs/view.h"

namespace pkit::jobs {

namespace {

constexpr std::int64_t kMostDue = 10'000;
constexpr std::size_t kAtOnce = 16;  // claimed in one commit, and then run one after the other

constexpr Input kRunInputs[] = {
    input<&RunRequest::jobs>("job", "JOB", "ids: run these now, due or not").argument(),
    input<&RunRequest::due>("due", "", "run all that are due"),
};

/// A job that cannot be done is a Failure, and keeps no other from its turn.
JobDone tried(Session& session, const RunningJob& running) {
  try {
    return kind_of(running.job).run(session, running);
  } catch (const std::exception& exception) {
    const Error error = as_error(exception);
    JobDone failed;
    failed.result = store::JobResult::failure;
    failed.message = error.what();
    if (!error.hint().empty()) failed.message += " (" + error.hint() + ")";
    failed.output = Value::map({{"code", error.code()}});
    return failed;
  }
}

/// However long it takes, the job is ours meanwhile: `running` is as that leaves it.
JobDone done_by(Session& session, RunningJob& running) {
  Heartbeat heartbeat(session, running);
  JobDone done = tried(session, running);
  running = heartbeat.end();
  return done;
}

/// What a job wants to write may be in conflict with what others wrote meanwhile: then it failed.
store::JobRun settled(Session& session, const RunningJob& running, const JobDone& done, Time now) {
  try {
    return settle(session, running, done, now);
  } catch (const Error& error) {
    if (error.code() != "state.changed") throw;
    JobDone failed;
    failed.result = store::JobResult::failure;
    failed.message = error.what();
    return settle(session, running, failed, now);
  }
}

class Runner {
 public:
  explicit Runner(Session& session) : session_(session), holder_(process_identity(::getpid())) {}

  /// False where there was nothing to do.
  bool run_some(std::span<const store::ScheduledJob> seen) {
    std::vector<RunningJob> claimed = claim(session_, {seen.begin(), seen.end()}, holder_);
    for (RunningJob& running : claimed)
      if (begin(session_, running, operation_time(session_, true))) run_one(std::move(running));
    return !claimed.empty();
  }

  Outcome outcome() {
    outcome_.data.set("ran", runs_.items().size());
    outcome_.data.set("runs", std::move(runs_));
    if (failed_ > 0)
      outcome_.error = Error(Kind::denied, "job.failed", std::to_string(failed_) + " of the jobs failed",
                             "pkit job history tells why");
    return std::move(outcome_);
  }

 private:
  void run_one(RunningJob running) {
    const JobDone done = done_by(session_, running);
    try {
      const store::JobRun run = settled(session_, running, done, operation_time(session_, true));
      failed_ += run.result == store::JobResult::failure;
      Value view = run_view(run);
      view.set("kind", kind_of(running.job).word);
      std::string store;
      session_.state.read([&](store::Read& read) { store = store_name(read, running.job); });
      if (!store.empty()) view.set("store", store);
      runs_.push(std::move(view));
    } catch (const Error& error) {
      if (error.code() != "job.lost") throw;
      outcome_.warnings.emplace_back(error.what());
    }
  }

  Session& session_;
  const std::string holder_;
  Outcome outcome_;
  Value runs_ = Value::list();
  std::int64_t failed_ = 0;
};

/// Is it about files of another host than this one?
bool is_elsewhere(const store::ScheduledJob& job) {
  const std::string host = host_of(job);
  return !host.empty() && host != host_name();
}

std::vector<store::ScheduledJob> free_due(Session& session, Time now) {
  std::vector<store::ScheduledJob> due;
  session.state.read([&](store::Read& read) { due = store::scheduled_jobs::due(read, "", now, kMostDue); });
  std::erase_if(due, [&](const store::ScheduledJob& job) {
    return is_held(job, session.world.now()) || is_quiet(job, now) || is_elsewhere(job);
  });
  return due;
}

void run_due(Session& session, Runner& runner, Time now) {
  for (;;) {
    const std::vector<store::ScheduledJob> due = free_due(session, now);
    bool any = false;
    for (std::size_t i = 0; i < due.size(); i += kAtOnce)
      any = runner.run_some(std::span(due).subspan(i, std::min(kAtOnce, due.size() - i))) || any;
    if (!any) return;
  }
}

store::ScheduledJob runnable(Session& session, const std::string& word, Time now) {
  store::ScheduledJob job;
  session.state.read([&](store::Read& read) { job = find_job(read, word); });
  if (!job.not_before)
    throw Error(Kind::conflict, "job.state", job.id + " is " + store::state_word(job.state) + ", and not to be run",
                "pkit job reschedule, or a new one");
  if (!job.agent.empty())
    throw Error(Kind::conflict, "job.state", job.id + " is for an agent, which does it itself",
                "pkit agent run, there");
  if (is_elsewhere(job))
    throw Error(Kind::conflict, "job.state", job.id + " is about files of the host " + printable(host_of(job)),
                "pkit job run, there");
  if (is_held(job, session.world.now()))
    throw Error(Kind::conflict, "job.state", "somebody is at " + job.id, "pkit job show " + job.id);
  if (is_quiet(job, now))
    throw Error(Kind::conflict, "job.state", "it is in the quiet hours of " + job.id, "pkit job show " + job.id);
  return job;
}

}  // namespace

Outcome run_jobs(Session& session, const RunRequest& request) {
  if (request.due == !request.jobs.empty())
    throw Error(Kind::usage, "option.combination", "job run needs the ids of jobs, or --due",
                "pkit job run --due, or pkit job run JOB");
  const Time now = operation_time(session, true);
  Runner runner(session);
  if (request.due) run_due(session, runner, now);
  std::vector<store::ScheduledJob> named;
  for (const std::string& word : request.jobs) named.push_back(runnable(session, word, now));
  std::ranges::stable_sort(named, {}, &store::ScheduledJob::priority);
  if (!named.empty()) runner.run_some(named);
  return runner.outcome();
}

constinit const Operation kJobRun =
    operation<RunRequest, run_jobs>({.name = "job run", .inputs = kRunInputs, .data = &shape::job_ran});

}  // namespace pkit::jobs
