// The tables of orchestrators, users and stores in PostgreSQL, and with what a new state begins. Internal to
// schema/postgresql.cpp.
#pragma once

namespace pkit::store::schema {

inline constexpr const char* kPostgresqlFleet = R"sql(
CREATE TABLE orchestrator_ties (
  principal TEXT COLLATE "C" PRIMARY KEY REFERENCES principals (id),
  client_id TEXT COLLATE "C" NOT NULL,
  client_id_key TEXT COLLATE "C" NOT NULL,
  blueprint TEXT COLLATE "C" NOT NULL,
  reenrollment TEXT COLLATE "C" NOT NULL,
  thumbprint TEXT COLLATE "C" NOT NULL,
  legacy_thumbprint TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX orchestrator_ties_by_client_id ON orchestrator_ties (client_id_key) WHERE client_id_key <> '';

CREATE TABLE orchestrator_stores (
  id TEXT COLLATE "C" PRIMARY KEY,
  principal TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
  position BIGINT NOT NULL,
  path TEXT COLLATE "C" NOT NULL,
  content TEXT COLLATE "C" NOT NULL,
  UNIQUE (principal, path)
);

CREATE TABLE orchestrator_jobs (
  id TEXT COLLATE "C" PRIMARY KEY,
  principal TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
  position BIGINT NOT NULL,
  store TEXT COLLATE "C" REFERENCES orchestrator_stores (id),
  content TEXT COLLATE "C" NOT NULL
);
CREATE INDEX orchestrator_jobs_by_principal ON orchestrator_jobs (principal);

CREATE TABLE blueprints (
  id TEXT COLLATE "C" PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL,
  name_key TEXT COLLATE "C" NOT NULL UNIQUE,
  source TEXT COLLATE "C" NOT NULL,
  capabilities TEXT COLLATE "C" NOT NULL,
  content TEXT COLLATE "C" NOT NULL,
  modified BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE certificate_metadata (
  certificate TEXT COLLATE "C" NOT NULL REFERENCES certificates (id),
  field_key TEXT COLLATE "C" NOT NULL,
  field TEXT COLLATE "C" NOT NULL,
  value TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (certificate, field_key)
);
CREATE INDEX certificate_metadata_by_value ON certificate_metadata (field_key, left(value, 200));

CREATE TABLE kept_keys (
  id TEXT COLLATE "C" PRIMARY KEY,
  key_id TEXT COLLATE "C" NOT NULL UNIQUE,
  key_type TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  csr BYTEA NOT NULL,
  certificate BYTEA NOT NULL,
  chain TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL,
  married_at BIGINT
);

CREATE TABLE metadata_generated (
  certificate TEXT COLLATE "C" PRIMARY KEY REFERENCES certificates (id),
  target TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL
);

CREATE TABLE realm_users (
  principal TEXT COLLATE "C" PRIMARY KEY REFERENCES principals (id),
  source TEXT COLLATE "C" NOT NULL,
  user_name TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL
);

CREATE TABLE user_certificates (
  fingerprint BYTEA PRIMARY KEY,
  principal TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
  realm TEXT COLLATE "C" NOT NULL,
  display_name TEXT COLLATE "C" NOT NULL,
  device_id TEXT COLLATE "C" NOT NULL,
  app_id TEXT COLLATE "C" NOT NULL,
  answer TEXT COLLATE "C" NOT NULL,
  answered_by TEXT COLLATE "C" NOT NULL,
  answered_at BIGINT NOT NULL
);
CREATE INDEX user_certificates_by_principal ON user_certificates (principal);

CREATE TABLE backup_contents (
  object TEXT COLLATE "C" NOT NULL,
  position BIGINT NOT NULL,
  part BYTEA NOT NULL,
  PRIMARY KEY (object, position)
);

CREATE TABLE cert_stores (
  id TEXT COLLATE "C" PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL UNIQUE,
  kind TEXT COLLATE "C" NOT NULL,
  path TEXT COLLATE "C" NOT NULL UNIQUE,
  key_path TEXT COLLATE "C" NOT NULL,
  alias TEXT COLLATE "C" NOT NULL,
  password TEXT COLLATE "C" NOT NULL,
  reload TEXT COLLATE "C" NOT NULL,
  prove TEXT COLLATE "C" NOT NULL,
  on_failure TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  inventory TEXT COLLATE "C" NOT NULL,
  inventoried_at BIGINT,
  created BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE cert_store_changes (
  id TEXT COLLATE "C" PRIMARY KEY,
  store TEXT COLLATE "C" NOT NULL REFERENCES cert_stores (id),
  position BIGINT NOT NULL,
  operation TEXT COLLATE "C" NOT NULL,
  alias TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  files TEXT COLLATE "C" NOT NULL,
  started BIGINT NOT NULL,
  UNIQUE (store, position)
);
CREATE UNIQUE INDEX cert_store_changes_open ON cert_store_changes (store) WHERE state = 'open';

CREATE TABLE attempts (
  id BIGINT PRIMARY KEY,
  operation TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  principal TEXT COLLATE "C" NOT NULL,
  time BIGINT NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  exit BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL DEFAULT '',
  kept BIGINT NOT NULL DEFAULT 1,
  word TEXT COLLATE "C" NOT NULL DEFAULT '',
  trace BYTEA NOT NULL
);
CREATE INDEX attempts_by_principal ON attempts (principal, id);
CREATE INDEX attempts_by_word ON attempts (word) WHERE word <> '';
CREATE INDEX attempts_by_name ON attempts (name, id);
CREATE INDEX attempts_kept ON attempts (subject, name, kept, id);

-- Each commit of the last hour: who lost the connection in one asks for it.
CREATE TABLE commits (
  id TEXT COLLATE "C" PRIMARY KEY,
  at TIMESTAMPTZ NOT NULL
);
CREATE INDEX commits_by_age ON commits (at);

INSERT INTO compatibility (one, min_reader, min_writer, version) VALUES (1, 23, 23, 23);
INSERT INTO head (one, sequence, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));
INSERT INTO outbox (one, considered) VALUES (1, 0);
INSERT INTO vault_numbers (one, number) VALUES (1, 0);
INSERT INTO counters (name, number) VALUES ('certificates.revoked', 0);
)sql";

}  // namespace pkit::store::schema
