// A kind of job is a row: its word, what it takes, when it comes, and the function that does it. kinds.cpp has the
// table, and nothing else lists them.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/table.h"
#include "change/change.h"
#include "store/jobs.h"

namespace pkit::jobs {

/// A job that somebody is at.
struct RunningJob {
  store::ScheduledJob job;
  bool resumed = false;  // an earlier run of it, which began at job.claimed, was cut short
};

/// How a run ended, and what is written with that, in the same commit.
struct JobDone {
  store::JobResult result = store::JobResult::success;
  std::string message;  // why not Success
  Value output;         // null: nothing
  std::function<void(store::Write&)> rows;
  std::vector<EventDraft> events;
};

struct JobKind {
  const char* word;  // as `job schedule` takes it
  store::JobType type;
  store::JobOperation operation = store::JobOperation::none;
  std::int64_t priority;       // the lowest number comes first (T-B11)
  bool about_store = false;    // it needs a store
  bool reschedulable = false;  // pkit job reschedule takes it (T-B14)
  bool by_calendar = false;    // but only one that comes weekly or monthly
  bool at_agents = false;      // an agent can do it to a store of its machine
  bool agents_alone = false;   // and nobody else
  bool anywhere = false;       // it is about no file of this host
  bool once = false;           // a run that was cut short is not done again where it was done
  Fields parameters = {};
  /// Outside of any transaction. What it throws, but Kind::internal, is a Failure.
  JobDone (*run)(Session&, const RunningJob&) = nullptr;
  /// Of a new one, beyond that what is required is there: Error{usage "job.parameter"}. May be null.
  void (*check)(const Value& parameters) = nullptr;
  /// Of a new one, for an agent or for this home itself: what it keeps in place of what it was given. Error{usage
  /// "job.parameter"}. May be null.
  void (*prepare)(const ReadSession&, bool for_agent, Value& parameters) = nullptr;
  /// It waits, however long it is due. Null: never.
  bool (*is_quiet)(const Value& parameters, Time now) = nullptr;
};

extern const JobKind kInventoryJob, kAddJob, kRemoveJob, kCreateJob, kDiscoveryJob, kReenrollmentJob, kSslScanJob,
    kCustomJob, kFetchLogsJob;

std::span<const JobKind* const> job_kinds();
/// The row of that word, or null.
const JobKind* find_kind(const std::string& word);
const JobKind& kind_of(const store::ScheduledJob& job);
/// Is it not to be run at this time, due or not?
bool is_quiet(const store::ScheduledJob& job, Time now);

/// Of a state that several hosts share: the host whose files the job is about, where it was scheduled; empty: any.
std::string host_of(const store::ScheduledJob& job);

/// What an operation that was run as a job came to: Failure with its error, Warning with what it warns of, else
/// Success.
JobDone done_of(const Outcome& outcome);
JobDone already_done(std::vector<std::string> warnings);

}  // namespace pkit::jobs
