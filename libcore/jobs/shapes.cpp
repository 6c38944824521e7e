// The shapes of what is told of jobs.
#include "view/shapes.h"
#include "catalog/job_kinds.h"
#include "jobs/operations.h"

namespace pkit::shape {

namespace {

constexpr Shape kJobId = text_like("^j-[a-z2-7]{16}$");
constexpr Shape kCount = {.type = Shape::Type::integer, .called = "an integer", .least = 0};
using catalog::kJobKinds;
constexpr Words kJobTypes =
    kOneOf<"inventory", "management", "discovery", "reenrollment", "fetch-logs", "ssl-scan", "custom">;
constexpr Words kJobStates =
    kOneOf<"Waiting", "InProcess", "Completed", "Acknowledged", "CompletedWillRetry", "Cancelled">;
constexpr Words kRunStates = kOneOf<"Completed", "Acknowledged", "CompletedWillRetry">;
constexpr Words kJobResults = kOneOf<"Success", "Warning", "Failure">;

constexpr Field kJobFields[] = {
    {.key = "JobId", .type = kJobId, .required = true},
    {.key = "kind", .type = FieldType::text, .required = true, .words = kJobKinds},
    {.key = "JobType", .type = FieldType::text, .required = true, .words = kJobTypes},
    {.key = "OperationType", .type = FieldType::text, .words = kOneOf<"add", "remove", "create">},
    {.key = "agent", .type = FieldType::word},
    {.key = "store", .type = FieldType::word},
    {.key = "parameters", .type = FieldType::map},
    {.key = "schedule", .type = FieldType::text, .required = true},
    {.key = "when", .type = FieldType::word, .required = true},
    {.key = "priority", .type = kCount, .required = true},
    {.key = "state", .type = FieldType::text, .required = true, .words = kJobStates},
    {.key = "CurrentRetryCount", .type = kCount, .required = true},
    {.key = "retries", .type = kCount, .required = true},
    {.key = "due", .type = shape::time},
    {.key = "RequestTimestamp", .type = shape::time, .required = true},
};
constexpr Shape kJob =
    map_of(kJobFields, "job", "something that is done to a certificate store, once or again and again");
constexpr Shape kJobs = list_of(kJob);

constexpr Field kRunFields[] = {
    {.key = "JobHistoryId", .type = kCount, .required = true},
    {.key = "JobId", .type = kJobId, .required = true},
    {.key = "kind", .type = FieldType::text, .words = kJobKinds},
    {.key = "store", .type = FieldType::word},
    {.key = "OperationStart", .type = shape::time, .required = true},
    {.key = "OperationEnd", .type = shape::time, .required = true},
    {.key = "Result", .type = FieldType::text, .required = true, .words = kJobResults},
    {.key = "Status", .type = FieldType::text, .required = true, .words = kRunStates},
    {.key = "CurrentRetryCount", .type = kCount, .required = true},
    {.key = "Message", .type = FieldType::word},
    {.key = "output", .type = FieldType::map},
    {.key = "acknowledged", .type = shape::time},
};
constexpr Shape kRun = map_of(kRunFields, "jobRun", "how a job ended, once");
constexpr Shape kRuns = list_of(kRun);

constexpr Field kScheduledFields[] = {
    {.key = "job", .type = kJob, .required = true},
    {.key = "dryRun", .type = FieldType::yes},
};
constexpr Field kListedFields[] = {{.key = "jobs", .type = kJobs, .required = true}};
constexpr Field kShownFields[] = {
    {.key = "job", .type = kJob, .required = true},
    {.key = "lastRun", .type = kRun},
};
constexpr Field kRanFields[] = {
    {.key = "ran", .type = kCount, .required = true},
    {.key = "runs", .type = kRuns, .required = true},
};
constexpr Field kDataFields[] = {
    {.key = "JobHistoryId", .type = kCount, .required = true},
    {.key = "JobId", .type = kJobId, .required = true},
    {.key = "data", .type = FieldType::text, .required = true},
};
constexpr Field kRunsFields[] = {{.key = "runs", .type = kRuns, .required = true}};
constexpr Field kChangedFields[] = {{.key = "job", .type = kJob, .required = true}};

}  // namespace

constinit const Shape job_scheduled = map_of(kScheduledFields);
constinit const Shape job_list = map_of(kListedFields);
constinit const Shape job_shown = map_of(kShownFields);
constinit const Shape job_ran = map_of(kRanFields);
constinit const Shape job_history = map_of(kRunsFields);
constinit const Shape job_data = map_of(kDataFields);
constinit const Shape job_acknowledged = map_of(kRunsFields);
constinit const Shape job_changed = map_of(kChangedFields);

}  // namespace pkit::shape
