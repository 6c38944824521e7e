// The first step of the schema: what every state has had.
#pragma once

namespace pkit::store {

// Times are epoch milliseconds, ids are made by us, flags are 0 or 1, trees are JSON text. What is absent is NULL where
// it refers to another row, else the empty text or blob, so that it takes part in uniqueness.
inline constexpr const char* kFirst = R"sql(
PRAGMA application_id = 1886087540;

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  home_id BLOB NOT NULL CHECK (length(home_id) = 16),
  test_clock INTEGER NOT NULL,
  created INTEGER NOT NULL,
  highest_time INTEGER NOT NULL,
  schema INTEGER NOT NULL
) STRICT;

CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  data BLOB NOT NULL,
  data_hash BLOB NOT NULL,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX events_by_kind ON events (kind, sequence);

CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;
INSERT INTO head (one, sequence, hash) VALUES (1, 0, zeroblob(32));

CREATE TABLE principals (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  state TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (kind, name_key)
) STRICT;
CREATE INDEX principals_by_state ON principals (kind, state);

CREATE TABLE orchestrators (
  principal TEXT PRIMARY KEY REFERENCES principals (id),
  agent_id TEXT NOT NULL UNIQUE,
  capabilities TEXT NOT NULL,
  platform TEXT NOT NULL,
  agent_version TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  created INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) STRICT;

CREATE TABLE registrations (
  id TEXT PRIMARY KEY,
  principal TEXT NOT NULL REFERENCES principals (id),
  csr_sha256 BLOB NOT NULL,
  csr BLOB NOT NULL,
  key_id TEXT NOT NULL,
  state TEXT NOT NULL,
  profile TEXT NOT NULL,
  not_after TEXT NOT NULL,
  client_parameters TEXT NOT NULL,
  request TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  certificate TEXT REFERENCES certificates (id) DEFERRABLE INITIALLY DEFERRED,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (principal, csr_sha256)
) STRICT;
CREATE INDEX registrations_by_state ON registrations (state, created, id);
CREATE INDEX registrations_by_age ON registrations (created, id);
-- The registration is written before its certificate: the engine then asks which rows have waited for that certificate.
CREATE INDEX registrations_by_certificate ON registrations (certificate) WHERE certificate IS NOT NULL;

CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  operation TEXT NOT NULL,
  subject TEXT NOT NULL,
  principal TEXT NOT NULL,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  exit INTEGER NOT NULL,
  trace TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_by_subject ON attempts (subject, id);
CREATE INDEX attempts_by_principal ON attempts (principal, id);

CREATE TABLE issuers (
  id TEXT PRIMARY KEY,
  authority TEXT NOT NULL,
  key_id TEXT NOT NULL,
  certificate BLOB NOT NULL UNIQUE,
  not_after INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT;

-- Serials begin with the time, so their index grows at its end; it starts with the serial because people ask by it.
-- The index of ends holds revoked_at, so that counting and ordering read no certificate.
CREATE TABLE certificates (
  id TEXT PRIMARY KEY,
  issuer TEXT NOT NULL REFERENCES issuers (id),
  serial BLOB NOT NULL,
  principal TEXT NOT NULL REFERENCES principals (id),
  registration TEXT REFERENCES registrations (id),
  profile TEXT NOT NULL,
  subject TEXT NOT NULL,
  key_id TEXT NOT NULL,
  csr_sha256 BLOB NOT NULL,
  fingerprint BLOB NOT NULL UNIQUE,
  not_before INTEGER NOT NULL,
  not_after INTEGER NOT NULL,
  revoked_at INTEGER,
  revocation_reason TEXT NOT NULL,
  der BLOB NOT NULL,
  created INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (serial, issuer)
) STRICT;
CREATE INDEX certificates_by_principal ON certificates (principal, csr_sha256);
CREATE INDEX certificates_by_key ON certificates (key_id, principal);
CREATE INDEX certificates_by_end ON certificates (not_after, revoked_at);

CREATE TABLE publications (
  certificate TEXT PRIMARY KEY REFERENCES certificates (id),
  target TEXT NOT NULL,
  staging TEXT NOT NULL,
  done INTEGER NOT NULL
) STRICT;
CREATE INDEX publications_unfinished ON publications (certificate) WHERE done = 0;

CREATE TABLE requests (
  caller TEXT NOT NULL,
  id TEXT NOT NULL,
  operation TEXT NOT NULL,
  digest BLOB NOT NULL,
  subject TEXT NOT NULL,
  holder TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (caller, id)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace pkit::store
