#include <algorithm>
#include <iterator>

#include "jobs/kind.h"

namespace pkit::jobs {

namespace {

constexpr const JobKind* kKinds[] = {&kInventoryJob,    &kAddJob,     &kRemoveJob, &kCreateJob,   &kDiscoveryJob,
                                     &kReenrollmentJob, &kSslScanJob, &kCustomJob, &kFetchLogsJob};

}  // namespace

std::span<const JobKind* const> job_kinds() { return kKinds; }

const JobKind* find_kind(const std::string& word) {
  const auto row =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const JobKind* k) { return k->word == word; });
  return row == std::end(kKinds) ? nullptr : *row;
}

const JobKind& kind_of(const store::ScheduledJob& job) {
  for (const JobKind* kind : kKinds)
    if (kind->type == job.type && kind->operation == job.operation) return *kind;
  throw Error(
      Kind::state, "store.corrupt",
      job.id + " is a job of no kind: " + store::type_word(job.type) + " " + store::operation_word(job.operation),
      "pkit doctor");
}

bool is_quiet(const store::ScheduledJob& job, Time now) {
  return std::ranges::any_of(kKinds, [&](const JobKind* kind) {
    return kind->type == job.type && kind->operation == job.operation && kind->is_quiet &&
           kind->is_quiet(job.parameters, now);
  });
}

std::string host_of(const store::ScheduledJob& job) { return job.parameters.text_or("host"); }

JobDone done_of(const Outcome& outcome) {
  JobDone done;
  done.output = outcome.data;
  done.message = outcome.error ? std::string(outcome.error->what()) : join(outcome.warnings, "; ");
  if (outcome.error)
    done.result = store::JobResult::failure;
  else if (!outcome.warnings.empty() || outcome.data.text_or("Result") == "Warning")
    done.result = store::JobResult::warning;
  return done;
}

JobDone already_done(std::vector<std::string> warnings) {
  JobDone done;
  done.result = warnings.empty() ? store::JobResult::success : store::JobResult::warning;
  warnings.insert(warnings.begin(), "already done: an earlier run was cut short after it");
  done.message = join(warnings, "; ");
  return done;
}

}  // namespace pkit::jobs
