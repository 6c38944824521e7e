// The tables of accounts and vaults in PostgreSQL, after those of certificates. Internal to schema/postgresql.cpp.
#pragma once

namespace pkit::store::schema {

inline constexpr const char* kPostgresqlAccounts = R"sql(
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
)sql";

}  // namespace pkit::store::schema
