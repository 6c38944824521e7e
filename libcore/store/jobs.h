// Jobs on certificate stores (document B): what is to be done and when, who is at it, and each run as it ended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/value.h"
#include "store/database.h"

namespace pkit::store {

enum class JobType { inventory, management, discovery, reenrollment, fetch_logs, ssl_scan, custom };
/// Of management; other types have none.
enum class JobOperation { none, add, remove, create };
enum class JobState {
  waiting,
  in_process,
  completed,
  acknowledged,
  will_retry,  // it failed, and is tried again
  cancelled,
};
/// By document B's numbers: 0 unknown, 2 success, 3 warning, 4 failure.
enum class JobResult { unknown, success, warning, failure };
/// As the state and users have them.
const char* type_word(JobType type);
const char* operation_word(JobOperation operation);
const char* state_word(JobState state);
const char* result_word(JobResult result);

struct ScheduledJob {
  std::string id;     // "j-...", for good
  std::string agent;  // the principal that runs it; empty: this home itself
  JobType type = JobType::inventory;
  JobOperation operation = JobOperation::none;
  std::string store;                // id; empty: it is about none
  Value parameters = Value::map();  // by the fields of its kind; never a secret
  std::string schedule;             // compact, as catalog/schedule.h has it
  std::int64_t priority = 0;        // the lowest number comes first
  std::int64_t retries = 0;         // how often a failure is tried again
  JobState state = JobState::waiting;
  std::int64_t tries = 0;          // since the last that was no failure: CurrentRetryCount
  std::optional<Time> not_before;  // when it is due; nothing: not again
  std::string holder;              // home/process.h, while it is in process
  Time lease_until = 0;            // by the real clock
  std::optional<Time> claimed;     // when the run that is under way began; nothing: it has not
  Time requested = 0;
  std::int64_t version = 1;
};

namespace scheduled_jobs {
void insert(Write&, const ScheduledJob&);
std::optional<ScheduledJob> find(Read&, const std::string& id);
/// Those whose id begins so, at most `most`.
std::vector<ScheduledJob> beginning(Read&, const std::string& prefix, std::int64_t most);
std::vector<ScheduledJob> all(Read&);  // as they were asked for
/// Those of an agent that are due by then, in the order in which they are run: whether one that is in process can be
/// taken over is for the caller to judge.
std::vector<ScheduledJob> due(Read&, const std::string& agent, Time now, std::int64_t most);
/// Everything that changes in its life, where the stored version is job.version; raises it. False where it is not:
/// whoever did that was faster.
bool update(Write&, const ScheduledJob&);
/// Whatever an agent is at is free for its next session.
void release(Write&, const std::string& agent);
/// Of a state that was restored: whoever was at a job is at it no more.
void void_leases(Write&);
/// Are there jobs about this store that are not over?
bool has_open(Read&, const std::string& store);
}  // namespace scheduled_jobs

/// One run as it ended. Rows are added and never changed.
struct JobRun {
  std::int64_t number = 0;  // JobHistoryId
  std::string job;
  Time started = 0, ended = 0;
  JobResult result = JobResult::unknown;
  JobState status = JobState::completed;  // or will_retry
  std::int64_t tries = 0;                 // CurrentRetryCount of this run
  std::string message;                    // why not Success; may be empty
  Value output;                           // what it brought, by its kind; null: nothing
  std::optional<Time> acknowledged;
};

namespace job_runs {
/// Answers its number.
std::int64_t append(Write&, const JobRun&);
std::optional<JobRun> find(Read&, std::int64_t number);
std::optional<JobRun> last(Read&, const std::string& job);
/// The newest ones, of one job or, where it is empty, of all.
std::vector<JobRun> newest(Read&, const std::string& job, std::int64_t most);
/// False where somebody has already.
bool acknowledge(Write&, std::int64_t number, Time now, const std::string& actor);
}  // namespace job_runs

}  // namespace pkit::store
