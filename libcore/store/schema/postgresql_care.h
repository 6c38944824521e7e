// The tables in PostgreSQL that keep a state itself, and what is asked of authorities. Internal to
// schema/postgresql.cpp.
#pragma once

namespace pkit::store::schema {

inline constexpr const char* kPostgresqlCare = R"sql(
CREATE TABLE compatibility (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  min_reader BIGINT NOT NULL,
  min_writer BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE backup_files (
  name TEXT COLLATE "C" PRIMARY KEY,
  secret BIGINT NOT NULL,
  content BYTEA NOT NULL
);

CREATE TABLE proofs (
  message BYTEA PRIMARY KEY,
  until BIGINT NOT NULL
);
CREATE INDEX proofs_by_end ON proofs (until);

CREATE TABLE kept_tree (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  sha256 BYTEA NOT NULL,
  build TEXT COLLATE "C" NOT NULL,
  tree BYTEA NOT NULL,
  digest BYTEA NOT NULL
);

CREATE TABLE refusals (
  kind TEXT COLLATE "C" PRIMARY KEY,
  since BIGINT NOT NULL,
  told BIGINT NOT NULL,
  untold BIGINT NOT NULL
);

CREATE TABLE authorities (
  name TEXT COLLATE "C" PRIMARY KEY,
  certificate TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  staging TEXT COLLATE "C" NOT NULL,
  retired_at BIGINT
);

CREATE TABLE intents (
  id TEXT COLLATE "C" PRIMARY KEY,
  authority TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  csr_sha256 BYTEA NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  holder TEXT COLLATE "C" NOT NULL,
  lease_until BIGINT NOT NULL,
  sent_until BIGINT NOT NULL,
  certificate BYTEA NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX intents_open ON intents (authority, name, csr_sha256)
  WHERE state IN ('planned', 'sent', 'issued');

CREATE TABLE renewals (
  certificate TEXT COLLATE "C" PRIMARY KEY REFERENCES certificates (id),
  replaces TEXT COLLATE "C" NOT NULL REFERENCES certificates (id)
);
CREATE INDEX renewals_by_replaced ON renewals (replaces);

CREATE TABLE challenges (
  id TEXT COLLATE "C" PRIMARY KEY,
  expires BIGINT NOT NULL,
  spent BIGINT NOT NULL
);
CREATE INDEX challenges_by_end ON challenges (expires);
)sql";

}  // namespace pkit::store::schema
