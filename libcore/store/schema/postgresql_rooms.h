// The tables of the rooms in PostgreSQL, after those of certificates. Internal to schema_postgresql.cpp.
#pragma once

namespace pkit::store::schema {

inline constexpr const char* kPostgresqlRooms = R"sql(
CREATE TABLE accounts (
  principal TEXT COLLATE "C" PRIMARY KEY REFERENCES principals (id),
  number BIGINT NOT NULL UNIQUE,
  email TEXT COLLATE "C" NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  provisioning TEXT COLLATE "C" NOT NULL,
  key_id TEXT COLLATE "C" NOT NULL,
  csr BYTEA NOT NULL,
  created BIGINT NOT NULL
);

CREATE TABLE credentials (
  id TEXT COLLATE "C" PRIMARY KEY,
  principal TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
  state TEXT COLLATE "C" NOT NULL,
  tries BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  bound_key TEXT COLLATE "C" NOT NULL,
  bound_subject TEXT COLLATE "C" NOT NULL,
  reserved_key TEXT COLLATE "C" NOT NULL,
  reserved_until BIGINT NOT NULL,
  file_removed BIGINT NOT NULL,
  created BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX credentials_open ON credentials (principal) WHERE state = 'open';
CREATE INDEX credentials_with_file ON credentials (state) WHERE file_removed = 0;

CREATE TABLE guesses (
  bucket BIGINT PRIMARY KEY,
  tries BIGINT NOT NULL,
  last BIGINT NOT NULL
);

CREATE TABLE vault_templates (
  number BIGINT PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL UNIQUE,
  mirror BIGINT NOT NULL,
  retention BIGINT NOT NULL,
  quota BIGINT NOT NULL,
  created BIGINT NOT NULL
);

CREATE TABLE mirrors (
  number BIGINT PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL UNIQUE,
  owner TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
  template BIGINT NOT NULL REFERENCES vault_templates (number),
  created BIGINT NOT NULL
);

CREATE TABLE vault_numbers (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  number BIGINT NOT NULL
);

CREATE TABLE vaults (
  number BIGINT PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL UNIQUE,
  owner TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
  description TEXT COLLATE "C" NOT NULL,
  provisioning_code TEXT COLLATE "C" NOT NULL UNIQUE,
  template BIGINT NOT NULL REFERENCES vault_templates (number),
  mirror BIGINT REFERENCES mirrors (number),
  position TEXT COLLATE "C" NOT NULL,
  retention BIGINT NOT NULL,
  quota BIGINT NOT NULL,
  created BIGINT NOT NULL
);
CREATE INDEX vaults_by_owner ON vaults (owner);
CREATE UNIQUE INDEX vaults_by_position ON vaults (mirror, position) WHERE mirror IS NOT NULL;

CREATE TABLE objects (
  id TEXT COLLATE "C" PRIMARY KEY,
  vault BIGINT NOT NULL REFERENCES vaults (number),
  name TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  stored BIGINT NOT NULL,
  retained_until BIGINT,
  UNIQUE (vault, name, version)
);
CREATE UNIQUE INDEX objects_whole ON objects (vault, name) WHERE state = 'whole';
CREATE INDEX objects_arriving ON objects (stored) WHERE state = 'arriving';

CREATE TABLE wraps (
  object TEXT COLLATE "C" PRIMARY KEY REFERENCES objects (id),
  key_id TEXT COLLATE "C" NOT NULL,
  envelope BYTEA NOT NULL,
  signature BYTEA NOT NULL
);
CREATE INDEX certificates_revoked ON certificates
  (issuer, serial, revoked_at, revocation_reason, invalid_since, not_after) WHERE revoked_at IS NOT NULL;

CREATE TABLE crls (
  key_id TEXT COLLATE "C" PRIMARY KEY,
  number BYTEA NOT NULL,
  this_update BIGINT NOT NULL,
  next_update BIGINT NOT NULL,
  der BYTEA NOT NULL
);

CREATE TABLE crl_files (
  path TEXT COLLATE "C" PRIMARY KEY,
  sha256 BYTEA NOT NULL,
  covers TEXT COLLATE "C" NOT NULL,
  this_update BIGINT NOT NULL,
  next_update BIGINT NOT NULL
);

CREATE TABLE foreign_revocations (
  key_id TEXT COLLATE "C" NOT NULL,
  serial BYTEA NOT NULL,
  revoked_at BIGINT NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  invalid_since BIGINT,
  PRIMARY KEY (key_id, serial)
);

CREATE TABLE outbox (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  considered BIGINT NOT NULL
);

CREATE TABLE deliveries (
  event BIGINT NOT NULL REFERENCES events (sequence),
  target TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  tries BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  holder TEXT COLLATE "C" NOT NULL,
  lease_until BIGINT NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (event, target)
);
CREATE INDEX deliveries_waiting ON deliveries (target, subject, event) WHERE state = 'waiting';
CREATE INDEX deliveries_open ON deliveries (state, event) WHERE state <> 'done';

CREATE TABLE expiry_notices (
  thing TEXT COLLATE "C" NOT NULL,
  before BIGINT NOT NULL,
  PRIMARY KEY (thing, before)
);

CREATE TABLE responders (
  issuer_key_id TEXT COLLATE "C" NOT NULL,
  serial BYTEA NOT NULL,
  certificate BYTEA NOT NULL,
  not_after BIGINT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (issuer_key_id, serial)
);

CREATE TABLE counters (
  name TEXT COLLATE "C" PRIMARY KEY,
  number BIGINT NOT NULL
);

CREATE TABLE certificate_ends (
  day BIGINT PRIMARY KEY,
  kept BIGINT NOT NULL
);

CREATE VIEW counted AS
  SELECT 'principals.' || kind || '.' || state AS name, COUNT(*) AS number FROM principals GROUP BY kind, state
  UNION ALL SELECT 'registrations.' || state, COUNT(*) FROM registrations GROUP BY state
  UNION ALL SELECT 'certificates.revoked', COUNT(*) FROM certificates WHERE revoked_at IS NOT NULL;

CREATE VIEW counted_ends AS
  SELECT not_after / 86400000 AS day, COUNT(*) AS kept FROM certificates WHERE revoked_at IS NULL GROUP BY 1;

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
