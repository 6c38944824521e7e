#include "store/jobs.h"

#include "store/query.h"
#include "store/state_words.h"

#define JOB                                                                                                      \
  "SELECT id, agent, type, operation, store, parameters, schedule, priority, retries, state, tries, not_before," \
  " holder, lease_until, claimed, requested, version FROM jobs"
#define RUN                                                                                       \
  "SELECT r.number, r.job, r.started, r.ended, r.result, r.status, r.tries, r.message, r.output," \
  " (SELECT a.at FROM job_acknowledgements a WHERE a.run = r.number) FROM job_runs r"

namespace pkit::store {

namespace {

constexpr StateWords<JobType, 6> kTypes{
    "a type of jobs", {"inventory", "management", "discovery", "reenrollment", "fetch-logs", "ssl-scan"}};
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

const char* const kInsert =
    "INSERT INTO jobs (id, agent, type, operation, store, parameters, schedule, priority, retries, state, tries,"
    " not_before, holder, lease_until, claimed, requested, version)"
    " VALUES ($id, $agent, $type, $operation, $store, $parameters, $schedule, $priority, $retries, $state, $tries,"
    " $not_before, $holder, $lease_until, $claimed, $requested, 1)";
const char* const kFind = JOB " WHERE id = $id";
const char* const kBeginning = JOB " WHERE id >= $prefix AND id < $end ORDER BY id LIMIT $most";
const char* const kAll = JOB " ORDER BY requested, id";
const char* const kDue = JOB
    " WHERE agent = $agent AND not_before IS NOT NULL AND not_before <= $now"
    " ORDER BY priority, not_before, id LIMIT $most";
const char* const kUpdate =
    "UPDATE jobs SET priority = $priority, state = $state, tries = $tries, not_before = $not_before, holder = $holder,"
    " lease_until = $lease_until, claimed = $claimed, version = version + 1 WHERE id = $id AND version = $version";
const char* const kVoidLeases =
    "UPDATE jobs SET holder = '', lease_until = 0, version = version + 1 WHERE state = 'InProcess'";
const char* const kRelease =
    "UPDATE jobs SET holder = '', lease_until = 0, version = version + 1"
    " WHERE agent = $agent AND state = 'InProcess'";
const char* const kHasOpen = "SELECT COUNT(*) FROM jobs WHERE store = $store AND not_before IS NOT NULL";

ScheduledJob job_from(const Row& row) {
  return {.id = row.text(0),
          .agent = row.text(1),
          .type = kTypes.read(row.text(2)),
          .operation = kOperations.read(row.text(3)),
          .store = row.text(4),
          .parameters = tree_at(row, 5),
          .schedule = row.text(6),
          .priority = row.integer(7),
          .retries = row.integer(8),
          .state = kStates.read(row.text(9)),
          .tries = row.integer(10),
          .not_before = time_at(row, 11),
          .holder = row.text(12),
          .lease_until = row.integer(13),
          .claimed = time_at(row, 14),
          .requested = row.integer(15),
          .version = row.integer(16)};
}

}  // namespace

void insert(Write& write, const ScheduledJob& job) {
  write.execute(kInsert, {{"$id", job.id},
                          {"$agent", job.agent},
                          {"$type", std::string(type_word(job.type))},
                          {"$operation", std::string(operation_word(job.operation))},
                          {"$store", job.store},
                          {"$parameters", tree(job.parameters)},
                          {"$schedule", job.schedule},
                          {"$priority", job.priority},
                          {"$retries", job.retries},
                          {"$state", std::string(state_word(job.state))},
                          {"$tries", job.tries},
                          {"$not_before", time_or_null(job.not_before)},
                          {"$holder", job.holder},
                          {"$lease_until", job.lease_until},
                          {"$claimed", time_or_null(job.claimed)},
                          {"$requested", job.requested}});
}

std::optional<ScheduledJob> find(Read& read, const std::string& id) {
  return first(read, kFind, {{"$id", id}}, job_from);
}

std::vector<ScheduledJob> beginning(Read& read, const std::string& prefix, std::int64_t most) {
  return all_of(read, kBeginning, {{"$prefix", prefix}, {"$end", end_of_prefix(prefix)}, {"$most", most}}, job_from);
}

std::vector<ScheduledJob> all(Read& read) { return all_of(read, kAll, {}, job_from); }

std::vector<ScheduledJob> due(Read& read, const std::string& agent, Time now, std::int64_t most) {
  return all_of(read, kDue, {{"$agent", agent}, {"$now", now}, {"$most", most}}, job_from);
}

bool update(Write& write, const ScheduledJob& job) {
  return write.execute(kUpdate, {{"$id", job.id},
                                 {"$priority", job.priority},
                                 {"$state", std::string(state_word(job.state))},
                                 {"$tries", job.tries},
                                 {"$not_before", time_or_null(job.not_before)},
                                 {"$holder", job.holder},
                                 {"$lease_until", job.lease_until},
                                 {"$claimed", time_or_null(job.claimed)},
                                 {"$version", job.version}}) == 1;
}

void release(Write& write, const std::string& agent) { write.execute(kRelease, {{"$agent", agent}}); }

void void_leases(Write& write) { write.execute(kVoidLeases, {}); }

bool has_open(Read& read, const std::string& store) { return count_of(read, kHasOpen, {{"$store", store}}) > 0; }

}  // namespace scheduled_jobs

namespace job_runs {

namespace {

const char* const kAppend =
    "INSERT INTO job_runs (number, job, started, ended, result, status, tries, message, output)"
    " VALUES ($number, $job, $started, $ended, $result, $status, $tries, $message, $output)";
const char* const kHighest = "SELECT COALESCE(MAX(number), 0) FROM job_runs";
const char* const kFind = RUN " WHERE r.number = $number";
const char* const kLast = RUN " WHERE r.job = $job ORDER BY r.number DESC LIMIT 1";
const char* const kNewestOfOne = RUN " WHERE r.job = $job ORDER BY r.number DESC LIMIT $most";
const char* const kNewest = RUN " ORDER BY r.number DESC LIMIT $most";
const char* const kAcknowledge =
    "INSERT INTO job_acknowledgements (run, at, actor) VALUES ($run, $at, $actor) ON CONFLICT (run) DO NOTHING";

JobRun run_from(const Row& row) {
  return {.number = row.integer(0),
          .job = row.text(1),
          .started = row.integer(2),
          .ended = row.integer(3),
          .result = kResults.read(row.text(4)),
          .status = kStates.read(row.text(5)),
          .tries = row.integer(6),
          .message = row.text(7),
          .output = tree_at(row, 8),
          .acknowledged = time_at(row, 9)};
}

}  // namespace

std::int64_t append(Write& write, const JobRun& run) {
  const std::int64_t number = count_of(write, kHighest, {}) + 1;
  write.execute(kAppend, {{"$number", number},
                          {"$job", run.job},
                          {"$started", run.started},
                          {"$ended", run.ended},
                          {"$result", std::string(result_word(run.result))},
                          {"$status", std::string(state_word(run.status))},
                          {"$tries", run.tries},
                          {"$message", run.message},
                          {"$output", tree(run.output)}});
  return number;
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
