// Step of the schema: what an orchestrator is tied to and responsible for. Internal to schema/sqlite.cpp.
#pragma once

namespace pkit::store {

// What document A ties to an orchestrator: its ClientID for good, the blueprint that was applied, a re-enrolment that
// is asked for, thumbprints; its stores and jobs; blueprints, which are copied and never linked; the metadata of
// certificates. A pkit that does not know ClientIDs would take an orchestrator for another one.
inline constexpr const char* kFleet = R"sql(
CREATE TABLE orchestrator_ties (
  principal TEXT PRIMARY KEY REFERENCES principals (id),
  client_id TEXT NOT NULL,
  client_id_key TEXT NOT NULL,
  blueprint TEXT NOT NULL,
  reenrollment TEXT NOT NULL,
  thumbprint TEXT NOT NULL,
  legacy_thumbprint TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX orchestrator_ties_by_client_id ON orchestrator_ties (client_id_key) WHERE client_id_key <> '';

CREATE TABLE orchestrator_stores (
  id TEXT PRIMARY KEY,
  principal TEXT NOT NULL REFERENCES principals (id),
  position INTEGER NOT NULL,
  path TEXT NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (principal, path)
) STRICT;
CREATE TABLE orchestrator_jobs (
  id TEXT PRIMARY KEY,
  principal TEXT NOT NULL REFERENCES principals (id),
  position INTEGER NOT NULL,
  store TEXT REFERENCES orchestrator_stores (id),
  content TEXT NOT NULL
) STRICT;
CREATE INDEX orchestrator_jobs_by_principal ON orchestrator_jobs (principal);

CREATE TABLE blueprints (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  capabilities TEXT NOT NULL,
  content TEXT NOT NULL,
  modified INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE certificate_metadata (
  certificate TEXT NOT NULL REFERENCES certificates (id),
  field_key TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (certificate, field_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_metadata_by_value ON certificate_metadata (field_key, value);
)sql";

}  // namespace pkit::store
