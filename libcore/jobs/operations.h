// Jobs on certificate stores (document B: B3, B11): what is done when, once, and told. `run` does what is due in this
// process; whoever is at a job holds a lease, works outside of any transaction, and settles result, inventory and
// events in one commit.
#pragma once

#include <string>
#include <vector>

#include "home/operation.h"

namespace pkit {

namespace shape {
extern const Shape job_scheduled, job_list, job_shown, job_ran, job_history, job_data, job_acknowledged, job_changed;
}

namespace jobs {

struct ScheduleRequest {
  std::string kind;              // a row of kind.h
  std::string store;             // name or id; empty: about none
  std::string schedule = "now";  // catalog/schedule.h
  std::string retries, priority;
  std::string agent;  // whose machine it is done on; empty: this one
  // What the kinds take: each has its rows.
  std::string alias, cert, key, key_passphrase_file, chain, p12, p12_password_file, p12_alias;
  std::string name, path, store_kind, password_file, key_type, holder, timeout, job_type;
  std::vector<std::string> directories, ignored, extensions, file_names, endpoints, quiet_hours, fields;
  bool overwrite = false, without_proof = false;
  Common common;
};
/// data: {job}. Error{usage "job.parameter" | "job.schedule" | "option.*"}.
Outcome schedule_job(Session& session, const ScheduleRequest& request);
extern const Operation kJobSchedule;

struct ListRequest {
  std::string state;  // empty: any
};
/// data: {jobs: [...]}
Outcome list_jobs(Session& session, const ListRequest& request);
extern const Operation kJobList;

struct JobRequest {
  std::string job;  // id, or its beginning
};
/// data: {job, lastRun}. Error{not_found "job.unknown"}, {conflict "job.ambiguous"}.
Outcome show_job(Session& session, const JobRequest& request);
extern const Operation kJobShow;

struct HistoryRequest {
  std::string job;    // empty: all
  std::string limit;  // a number; empty: 20
};
/// data: {runs: [...]}, the newest first.
Outcome job_history(Session& session, const HistoryRequest& request);
extern const Operation kJobHistory;

struct DataRequest {
  std::string run;  // its number, as history tells it
};
/// What a run brought beside its result (T-B15). data: {JobHistoryId, JobId, data}. Error{not_found "job.unknown" |
/// "job.data"}.
Outcome job_data(Session& session, const DataRequest& request);
extern const Operation kJobData;

struct RunRequest {
  std::vector<std::string> jobs;  // these, where they are waiting, due or not
  bool due = false;               // or all that are due
};
/// In the order of document B (T-B11). data: {ran, runs: [...]}; nothing due is ran = 0. Error{denied "job.failed"}
/// where one was a Failure.
Outcome run_jobs(Session& session, const RunRequest& request);
extern const Operation kJobRun;

struct AckRequest {
  std::vector<std::string> runs;  // their numbers, as history tells them
};
/// Somebody has taken note of a Failure or Warning (T-B14). data: {runs}. Error{conflict "job.state"}.
Outcome acknowledge_runs(Session& session, const AckRequest& request);
extern const Operation kJobAck;

/// A job that failed is due again at once, as if it had not run (T-B14). data: {job}. Error{conflict "job.state"}.
Outcome reschedule_job(Session& session, const JobRequest& request);
extern const Operation kJobReschedule;

/// It is not run any more. data: {job}. Error{conflict "job.state"} where somebody is at it, or it is over.
Outcome cancel_job(Session& session, const JobRequest& request);
extern const Operation kJobCancel;

}  // namespace jobs

}  // namespace pkit
