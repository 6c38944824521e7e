// Jobs and their runs as users read them, and from a word to a job.
#pragma once

#include "home/session.h"
#include "store/jobs.h"

namespace pkit::jobs {

/// {JobId, kind, JobType, OperationType, agent, store, parameters, schedule, when, priority, state, CurrentRetryCount,
/// retries, due, RequestTimestamp}: where document B has a spelling, that.
Value job_view(store::Read& read, const store::ScheduledJob& job);
/// {JobHistoryId, JobId, OperationStart, OperationEnd, Result, Status, CurrentRetryCount, Message, output,
/// acknowledged}
Value run_view(const store::JobRun& run);

/// The name of the store that a job is about, its id where it is gone, empty where it is about none.
std::string store_name(store::Read& read, const store::ScheduledJob& job);

/// Error{not_found "job.unknown"}, {conflict "job.ambiguous"}.
store::ScheduledJob find_job(store::Read& read, const std::string& word);

/// A number that an option has; Error{usage "option.value"} outside of these bounds.
std::int64_t number_of(const std::string& text, const char* option, std::int64_t least, std::int64_t most);

}  // namespace pkit::jobs
