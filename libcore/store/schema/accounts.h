// Steps of the schema: accounts and vaults. Internal to schema/sqlite.cpp.
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

}  // namespace pkit::store::schema
