// Steps of the schema: revocation, and the outbox. Internal to schema/sqlite.cpp.
#pragma once

namespace pkit::store::schema {

// What CRLs are made from and what was made. `changes` counts how often anything of an issuer was revoked or released;
// a pkit that does not count it would let a CRL pass for up to date. Of a CRL whose key is elsewhere the whole is kept.
inline constexpr const char* kRevocations = R"sql(
ALTER TABLE certificates ADD COLUMN invalid_since INTEGER;
ALTER TABLE issuers ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
CREATE INDEX certificates_revoked ON certificates
  (issuer, serial, revoked_at, revocation_reason, invalid_since, not_after) WHERE revoked_at IS NOT NULL;

CREATE TABLE crls (
  key_id TEXT PRIMARY KEY,
  number BLOB NOT NULL,
  this_update INTEGER NOT NULL,
  next_update INTEGER NOT NULL,
  der BLOB NOT NULL
) STRICT;

CREATE TABLE crl_files (
  path TEXT PRIMARY KEY,
  sha256 BLOB NOT NULL,
  covers TEXT NOT NULL,
  this_update INTEGER NOT NULL,
  next_update INTEGER NOT NULL
) STRICT;

CREATE TABLE foreign_revocations (
  key_id TEXT NOT NULL,
  serial BLOB NOT NULL,
  revoked_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  invalid_since INTEGER,
  PRIMARY KEY (key_id, serial)
) STRICT, WITHOUT ROWID;
)sql";

// The outbox, which begins with what happens from now on; of which end was told how long before; and who answers for
// an issuer that is asked about certificates (OCSP).
inline constexpr const char* kOutbox = R"sql(
CREATE TABLE outbox (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  considered INTEGER NOT NULL
) STRICT;
INSERT INTO outbox (one, considered) SELECT 1, sequence FROM head;

CREATE TABLE deliveries (
  event INTEGER NOT NULL REFERENCES events (sequence),
  target TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  holder TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (event, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_waiting ON deliveries (target, subject, event) WHERE state = 'waiting';
CREATE INDEX deliveries_open ON deliveries (state, event) WHERE state <> 'done';

CREATE TABLE expiry_notices (
  thing TEXT NOT NULL,
  before INTEGER NOT NULL,
  PRIMARY KEY (thing, before)
) STRICT, WITHOUT ROWID;

CREATE TABLE responders (
  issuer_key_id TEXT NOT NULL,
  serial BLOB NOT NULL,
  certificate BLOB NOT NULL,
  not_after INTEGER NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (issuer_key_id, serial)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace pkit::store::schema
