// Step of the schema: jobs on certificate stores, and how they ended. Internal to schema/sqlite.cpp.
#pragma once

namespace pkit::store {

// A job has a lease while somebody is at it; runs and who took note of one are only added. A pkit that does not know of
// them would forget a store that a job is about.
inline constexpr const char* kJobs = R"sql(
CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  agent TEXT NOT NULL,
  type TEXT NOT NULL,
  operation TEXT NOT NULL,
  store TEXT NOT NULL,
  parameters TEXT NOT NULL,
  schedule TEXT NOT NULL,
  priority INTEGER NOT NULL,
  retries INTEGER NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL,
  not_before INTEGER,
  holder TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  claimed INTEGER,
  requested INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_due ON jobs (agent, priority, not_before, id) WHERE not_before IS NOT NULL;
CREATE INDEX jobs_by_store ON jobs (store) WHERE not_before IS NOT NULL;

CREATE TABLE job_runs (
  number INTEGER PRIMARY KEY,
  job TEXT NOT NULL REFERENCES jobs (id),
  started INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  result TEXT NOT NULL,
  status TEXT NOT NULL,
  tries INTEGER NOT NULL,
  message TEXT NOT NULL,
  output TEXT NOT NULL
) STRICT;
CREATE INDEX job_runs_by_job ON job_runs (job, number);

CREATE TABLE job_acknowledgements (
  run INTEGER PRIMARY KEY REFERENCES job_runs (number),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;
)sql";

}  // namespace pkit::store
