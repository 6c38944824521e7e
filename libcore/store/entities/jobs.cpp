#include "store/jobs.h"

#include "store/entities/columns.h"
#include "store/entities/state_words.h"

namespace pkit::store {

namespace {

constexpr StateWords<JobType, 7> kTypes{
    "a type of jobs", {"inventory", "management", "discovery", "reenrollment", "fetch-logs", "ssl-scan", "custom"}};
constexpr StateWords<JobOperation, 4> kOperations{"an operation of a job", {"", "add", "remove", "create"}};
constexpr StateWords<JobState, 6> kStates{
    "a job", {"Waiting", "InProcess", "Completed", "Acknowledged", "CompletedWillRetry", "Cancelled"}};
constexpr StateWords<JobResult, 4> kResults{"a job's run", {"Unknown", "Success", "Warning", "Failure"}};

}  // namespace

const char* type_word(JobType type) { return kTypes.word(type); }
const char* operation_word(JobOperation operation) { return kOperations.word(operation); }
const char* state_word(JobState state) { return kStates.word(state); }
const char* result_word(JobResult result) { return kResults.word(result); }

namespace scheduled_jobs {

namespace {

using Rows = RowTable<ScheduledJob, "jobs", Column<"id", &ScheduledJob::id>, Column<"agent", &ScheduledJob::agent>,
                      Word<"type", &ScheduledJob::type, kTypes>,
                      Word<"operation", &ScheduledJob::operation, kOperations>, Column<"store", &ScheduledJob::store>,
                      Column<"parameters", &ScheduledJob::parameters>, Column<"schedule", &ScheduledJob::schedule>,
                      Column<"priority", &ScheduledJob::priority>, Column<"retries", &ScheduledJob::retries>,
                      Word<"state", &ScheduledJob::state, kStates>, Column<"tries", &ScheduledJob::tries>,
                      Column<"not_before", &ScheduledJob::not_before>, Column<"holder", &ScheduledJob::holder>,
                      Column<"lease_until", &ScheduledJob::lease_until>, Column<"claimed", &ScheduledJob::claimed>,
                      Column<"requested", &ScheduledJob::requested>, Column<"version", &ScheduledJob::version>>;

const char* const kInsert = Rows::insert<>;
const char* const kFind = Rows::select<" WHERE id = $id">;
const char* const kBeginning = Rows::select<" WHERE id >= $prefix AND id < $end ORDER BY id LIMIT $most">;
const char* const kAll = Rows::select<" ORDER BY requested, id">;
const char* const kDue = Rows::select<
    " WHERE agent = $agent AND not_before IS NOT NULL AND not_before <= $now"
    " ORDER BY priority, not_before, id LIMIT $most">;
const char* const kUpdate =
    "UPDATE jobs SET parameters = $parameters, priority = $priority, state = $state, tries = $tries, not_before = "
    "$not_before, holder = $holder,"
    " lease_until = $lease_until, claimed = $claimed, version = version + 1 WHERE id = $id AND version = $version";
const char* const kVoidLeases =
    "UPDATE jobs SET holder = '', lease_until = 0, version = version + 1 WHERE state = 'InProcess'";
const char* const kRelease =
    "UPDATE jobs SET holder = '', lease_until = 0, version = version + 1"
    " WHERE agent = $agent AND state = 'InProcess'";
const char* const kHasOpen = "SELECT COUNT(*) FROM jobs WHERE store = $store AND not_before IS NOT NULL";

}  // namespace

void insert(Write& write, const ScheduledJob& job) { write.execute(kInsert, Rows::params(job)); }

std::optional<ScheduledJob> find(Read& read, const std::string& id) {
  return first(read, kFind, {{"$id", id}}, Rows::from);
}

std::vector<ScheduledJob> beginning(Read& read, const std::string& prefix, std::int64_t most) {
  return all_of(read, kBeginning, {{"$prefix", prefix}, {"$end", end_of_prefix(prefix)}, {"$most", most}}, Rows::from);
}

std::vector<ScheduledJob> all(Read& read) { return all_of(read, kAll, {}, Rows::from); }

std::vector<ScheduledJob> due(Read& read, const std::string& agent, Time now, std::int64_t most) {
  return all_of(read, kDue, {{"$agent", agent}, {"$now", now}, {"$most", most}}, Rows::from);
}

bool update(Write& write, const ScheduledJob& job) {
  return write.execute(kUpdate, Rows::only<"id", "parameters", "priority", "state", "tries", "not_before", "holder",
                                           "lease_until", "claimed", "version">(job)) == 1;
}

void release(Write& write, const std::string& agent) { write.execute(kRelease, {{"$agent", agent}}); }

void void_leases(Write& write) { write.execute(kVoidLeases, {}); }

bool has_open(Read& read, const std::string& store) { return count_of(read, kHasOpen, {{"$store", store}}) > 0; }

}  // namespace scheduled_jobs

namespace job_runs {

namespace {

#define RUN ", (SELECT a.at FROM job_acknowledgements a WHERE a.run = r.number) FROM job_runs r"

using Rows =
    RowTable<JobRun, "job_runs", Column<"number", &JobRun::number>, Column<"job", &JobRun::job>,
             Column<"started", &JobRun::started>, Column<"ended", &JobRun::ended>,
             Word<"result", &JobRun::result, kResults>, Word<"status", &JobRun::status, kStates>,
             Column<"tries", &JobRun::tries>, Column<"message", &JobRun::message>, Column<"output", &JobRun::output>>;

const char* const kAppend = Rows::insert<>;
const char* const kHighest = "SELECT COALESCE(MAX(number), 0) FROM job_runs";
const char* const kFind = Rows::select_as<"r.", RUN " WHERE r.number = $number">;
const char* const kLast = Rows::select_as<"r.", RUN " WHERE r.job = $job ORDER BY r.number DESC LIMIT 1">;
const char* const kNewestOfOne = Rows::select_as<"r.", RUN " WHERE r.job = $job ORDER BY r.number DESC LIMIT $most">;
const char* const kNewest = Rows::select_as<"r.", RUN " ORDER BY r.number DESC LIMIT $most">;
const char* const kAcknowledge =
    "INSERT INTO job_acknowledgements (run, at, actor) VALUES ($run, $at, $actor) ON CONFLICT (run) DO NOTHING";

/// With its acknowledgement behind its columns.
JobRun run_from(const Row& row) {
  JobRun run = Rows::from(row);
  run.acknowledged = time_at(row, Rows::kCount);
  return run;
}

}  // namespace

std::int64_t append(Write& write, const JobRun& run) {
  JobRun numbered = run;
  numbered.number = count_of(write, kHighest, {}) + 1;
  write.execute(kAppend, Rows::params(numbered));
  return numbered.number;
}

std::optional<JobRun> find(Read& read, std::int64_t number) {
  return first(read, kFind, {{"$number", number}}, run_from);
}

std::optional<JobRun> last(Read& read, const std::string& job) { return first(read, kLast, {{"$job", job}}, run_from); }

std::vector<JobRun> newest(Read& read, const std::string& job, std::int64_t most) {
  if (job.empty()) return all_of(read, kNewest, {{"$most", most}}, run_from);
  return all_of(read, kNewestOfOne, {{"$job", job}, {"$most", most}}, run_from);
}

bool acknowledge(Write& write, std::int64_t number, Time now, const std::string& actor) {
  return write.execute(kAcknowledge, {{"$run", number}, {"$at", now}, {"$actor", actor}}) == 1;
}

}  // namespace job_runs

}  // namespace pkit::store
