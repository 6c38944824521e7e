// Jobs of one's own (B3, T-B15), where they are done: in the home that has them scheduled, or at an agent, whose own
// pkit.yaml says there which program does them.
#pragma once

#include <string>

#include "jobs/kind.h"

namespace pkit::jobs {

struct CustomJob {
  std::string id, type;
  Value properties;        // {NAME: value} by the fields of its type, which judge them again
  std::string requested;   // RFC 3339
  std::int64_t tries = 0;  // since the last that was no failure
  std::string request_id;  // the same for each call of one run
};

/// What its adapter makes of it. Error{usage "job.parameter"} where pkit.yaml of this home has no such type or no
/// adapter for it, or does not take what it was given.
JobDone do_custom_job(Session& session, const CustomJob& job);

/// Of a job that is scheduled: its type, and what it was given by the fields that pkit.yaml has now.
CustomJob custom_job(const ReadSession& session, const store::ScheduledJob& job);

}  // namespace pkit::jobs
