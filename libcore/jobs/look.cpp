// job list, show, history: which jobs there are, and how they ended.
#include "jobs/kind.h"
#include "jobs/operations.h"
#include "jobs/view.h"

namespace pkit::jobs {

namespace {

constexpr std::int64_t kUsualLimit = 20, kMostRuns = 100'000;

constexpr Input kListInputs[] = {
    input<&ListRequest::state>("state", "STATE", "those in this state alone")
        .among(kOneOf<"Waiting", "InProcess", "Completed", "Acknowledged", "CompletedWillRetry", "Cancelled">),
};
constexpr Input kShowInputs[] = {
    input<&JobRequest::job>("job", "JOB", "its id, or how that begins").argument().needed(),
};
constexpr Input kHistoryInputs[] = {
    input<&HistoryRequest::job>("job", "JOB", "an id; none: of all jobs").argument(),
    input<&HistoryRequest::limit>("limit", "NUMBER", "how many runs; default 20"),
};

constexpr Input kDataInputs[] = {
    input<&DataRequest::run>("run", "NUMBER", "the run, as job history tells it").argument().needed(),
};

}  // namespace

Outcome list_jobs(Session& session, const ListRequest& request) {
  Outcome outcome;
  Value jobs = Value::list();
  session.state.read([&](store::Read& read) {
    for (const store::ScheduledJob& job : store::scheduled_jobs::all(read))
      if (request.state.empty() || request.state == store::state_word(job.state)) jobs.push(job_view(read, job));
  });
  outcome.data.set("jobs", std::move(jobs));
  return outcome;
}

Outcome show_job(Session& session, const JobRequest& request) {
  Outcome outcome;
  session.state.read([&](store::Read& read) {
    const store::ScheduledJob job = find_job(read, request.job);
    outcome.data.set("job", job_view(read, job));
    if (const auto last = store::job_runs::last(read, job.id)) outcome.data.set("lastRun", run_view(*last));
  });
  return outcome;
}

Outcome job_history(Session& session, const HistoryRequest& request) {
  const std::int64_t limit = request.limit.empty() ? kUsualLimit : number_of(request.limit, "--limit", 1, kMostRuns);
  Outcome outcome;
  Value runs = Value::list();
  session.state.read([&](store::Read& read) {
    const std::string id = request.job.empty() ? std::string() : find_job(read, request.job).id;
    for (const store::JobRun& run : store::job_runs::newest(read, id, limit)) {
      Value view = run_view(run);
      if (const auto job = store::scheduled_jobs::find(read, run.job)) {
        view.set("kind", kind_of(*job).word);
        if (const std::string store = store_name(read, *job); !store.empty()) view.set("store", store);
      }
      runs.push(std::move(view));
    }
  });
  outcome.data.set("runs", std::move(runs));
  return outcome;
}

Outcome job_data(Session& session, const DataRequest& request) {
  const std::int64_t number = number_of(request.run, "NUMBER", 1, INT64_MAX);
  std::optional<store::JobRun> run;
  session.state.read([&](store::Read& read) { run = store::job_runs::find(read, number); });
  if (!run) throw Error(Kind::not_found, "job.unknown", "there is no run " + request.run, "see pkit job history");
  if (!run->output.is_map() || !run->output["data"].is_text())
    throw Error(Kind::not_found, "job.data", "run " + request.run + " of " + run->job + " brought no data",
                "a job custom or fetch-logs does");
  Outcome outcome;
  outcome.data = Value::map({{"JobHistoryId", number}, {"JobId", run->job}, {"data", run->output["data"]}});
  return outcome;
}

constinit const Operation kJobList = operation<ListRequest, list_jobs>(
    {.name = "job list", .asks = true, .inputs = kListInputs, .data = &shape::job_list});
constinit const Operation kJobShow = operation<JobRequest, show_job>(
    {.name = "job show", .asks = true, .inputs = kShowInputs, .data = &shape::job_shown});
constinit const Operation kJobData = operation<DataRequest, job_data>(
    {.name = "job data", .asks = true, .inputs = kDataInputs, .data = &shape::job_data});
constinit const Operation kJobHistory = operation<HistoryRequest, job_history>(
    {.name = "job history", .asks = true, .inputs = kHistoryInputs, .data = &shape::job_history});

}  // namespace pkit::jobs
