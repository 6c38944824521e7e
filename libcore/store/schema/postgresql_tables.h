// The tables, indexes and views of a state in PostgreSQL. Internal to schema/postgresql.cpp.
#pragma once

namespace pkit::store::schema {

// As all steps up to 23 leave them in SQLite, where the reasons stand. Texts are ordered by their octets, as there.
// What may be longer than an index takes is found by its digest or its beginning.
inline constexpr const char* kPostgresqlTables = R"sql(
CREATE SCHEMA pkit;

CREATE TABLE meta (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  home_id BYTEA NOT NULL CHECK (length(home_id) = 16),
  test_clock BIGINT NOT NULL,
  created BIGINT NOT NULL,
  highest_time BIGINT NOT NULL,
  schema BIGINT NOT NULL
);

CREATE TABLE events (
  sequence BIGINT PRIMARY KEY,
  time BIGINT NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  data BYTEA NOT NULL,
  data_hash BYTEA NOT NULL,
  previous BYTEA NOT NULL,
  hash BYTEA NOT NULL
);
CREATE INDEX events_by_kind ON events (kind, sequence);

CREATE TABLE head (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  sequence BIGINT NOT NULL,
  hash BYTEA NOT NULL
);

CREATE TABLE principals (
  id TEXT COLLATE "C" PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  name_key TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  enabled BIGINT NOT NULL,
  version BIGINT NOT NULL,
  reason TEXT COLLATE "C" NOT NULL DEFAULT '',
  UNIQUE (kind, name_key)
);
CREATE INDEX principals_by_state ON principals (kind, state);

CREATE TABLE orchestrators (
  principal TEXT COLLATE "C" PRIMARY KEY REFERENCES principals (id),
  agent_id TEXT COLLATE "C" NOT NULL UNIQUE,
  capabilities TEXT COLLATE "C" NOT NULL,
  platform TEXT COLLATE "C" NOT NULL,
  agent_version TEXT COLLATE "C" NOT NULL,
  approved_by TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL,
  last_seen BIGINT NOT NULL
);

CREATE TABLE registrations (
  id TEXT COLLATE "C" PRIMARY KEY,
  principal TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
  csr_sha256 BYTEA NOT NULL,
  csr BYTEA NOT NULL,
  key_id TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  profile TEXT COLLATE "C" NOT NULL,
  not_after TEXT COLLATE "C" NOT NULL,
  client_parameters TEXT COLLATE "C" NOT NULL,
  request TEXT COLLATE "C" NOT NULL,
  decided_by TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  certificate TEXT COLLATE "C",
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  version BIGINT NOT NULL,
  event BIGINT NOT NULL DEFAULT 0,
  asked_by TEXT COLLATE "C" NOT NULL DEFAULT '',
  unproven BIGINT NOT NULL DEFAULT 0,
  UNIQUE (principal, csr_sha256)
);
CREATE INDEX registrations_by_state ON registrations (state, created, id);
CREATE INDEX registrations_by_age ON registrations (created, id);
CREATE INDEX registrations_by_certificate ON registrations (certificate) WHERE certificate IS NOT NULL;

CREATE TABLE issuers (
  id TEXT COLLATE "C" PRIMARY KEY,
  authority TEXT COLLATE "C" NOT NULL,
  key_id TEXT COLLATE "C" NOT NULL,
  certificate BYTEA NOT NULL,
  not_after BIGINT NOT NULL,
  created BIGINT NOT NULL,
  changes BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX issuers_by_certificate ON issuers (sha256(certificate));

CREATE TABLE certificates (
  id TEXT COLLATE "C" PRIMARY KEY,
  issuer TEXT COLLATE "C" NOT NULL REFERENCES issuers (id),
  serial BYTEA NOT NULL,
  principal TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
  registration TEXT COLLATE "C" REFERENCES registrations (id),
  profile TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  key_id TEXT COLLATE "C" NOT NULL,
  csr_sha256 BYTEA NOT NULL,
  fingerprint BYTEA NOT NULL UNIQUE,
  not_before BIGINT NOT NULL,
  not_after BIGINT NOT NULL,
  revoked_at BIGINT,
  revocation_reason TEXT COLLATE "C" NOT NULL,
  der BYTEA NOT NULL,
  created BIGINT NOT NULL,
  version BIGINT NOT NULL,
  invalid_since BIGINT,
  asked TEXT COLLATE "C" NOT NULL DEFAULT 'null',
  UNIQUE (serial, issuer)
);
ALTER TABLE registrations ADD FOREIGN KEY (certificate) REFERENCES certificates (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX certificates_by_principal ON certificates (principal, csr_sha256);
CREATE INDEX certificates_by_key ON certificates (key_id, principal);
CREATE INDEX certificates_by_end ON certificates (not_after, revoked_at);

CREATE TABLE publications (
  certificate TEXT COLLATE "C" PRIMARY KEY REFERENCES certificates (id),
  target TEXT COLLATE "C" NOT NULL,
  staging TEXT COLLATE "C" NOT NULL,
  done BIGINT NOT NULL,
  replaces BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX publications_unfinished ON publications (certificate) WHERE done = 0;

CREATE TABLE requests (
  caller TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  operation TEXT COLLATE "C" NOT NULL,
  digest BYTEA NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  holder TEXT COLLATE "C" NOT NULL,
  lease_until BIGINT NOT NULL,
  created BIGINT NOT NULL,
  event BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (caller, id)
);
)sql";

}  // namespace pkit::store::schema
