// The steps of the schema that belong to one room each. Internal to schema_sqlite.cpp.
#pragma once

namespace pkit::store::schema {

// Accounts and what lets them in once. A pkit that does not know credentials would restore them as if none had been
// used.
inline constexpr const char* kAccounts = R"sql(
CREATE TABLE accounts (
  principal TEXT PRIMARY KEY REFERENCES principals (id),
  number INTEGER NOT NULL UNIQUE,
  email TEXT NOT NULL,
  role TEXT NOT NULL,
  provisioning TEXT NOT NULL,
  key_id TEXT NOT NULL,
  csr BLOB NOT NULL,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE credentials (
  id TEXT PRIMARY KEY,
  principal TEXT NOT NULL REFERENCES principals (id),
  state TEXT NOT NULL,
  tries INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  bound_key TEXT NOT NULL,
  bound_subject TEXT NOT NULL,
  reserved_key TEXT NOT NULL,
  reserved_until INTEGER NOT NULL,
  file_removed INTEGER NOT NULL,
  created INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX credentials_open ON credentials (principal) WHERE state = 'open';
CREATE INDEX credentials_with_file ON credentials (state) WHERE file_removed = 0;

CREATE TABLE guesses (
  bucket INTEGER PRIMARY KEY,
  tries INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT;
)sql";

// Vaults, what is in them, and the keys of that, each for its owner's key. Contents are files.
inline constexpr const char* kVaults = R"sql(
CREATE TABLE vault_templates (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  mirror INTEGER NOT NULL,
  retention INTEGER NOT NULL,
  quota INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE mirrors (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL REFERENCES principals (id),
  template INTEGER NOT NULL REFERENCES vault_templates (number),
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE vault_numbers (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO vault_numbers (one, number) VALUES (1, 0);

CREATE TABLE vaults (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL REFERENCES principals (id),
  description TEXT NOT NULL,
  provisioning_code TEXT NOT NULL UNIQUE,
  template INTEGER NOT NULL REFERENCES vault_templates (number),
  mirror INTEGER REFERENCES mirrors (number),
  position TEXT NOT NULL,
  retention INTEGER NOT NULL,
  quota INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX vaults_by_owner ON vaults (owner);
CREATE UNIQUE INDEX vaults_by_position ON vaults (mirror, position) WHERE mirror IS NOT NULL;

CREATE TABLE objects (
  id TEXT PRIMARY KEY,
  vault INTEGER NOT NULL REFERENCES vaults (number),
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  size INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  retained_until INTEGER,
  UNIQUE (vault, name, version)
) STRICT;
CREATE UNIQUE INDEX objects_whole ON objects (vault, name) WHERE state = 'whole';
CREATE INDEX objects_arriving ON objects (stored) WHERE state = 'arriving';

CREATE TABLE wraps (
  object TEXT PRIMARY KEY REFERENCES objects (id),
  key_id TEXT NOT NULL,
  envelope BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;
)sql";

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
