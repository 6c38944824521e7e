// The tables of revocation, the outbox and counters in PostgreSQL, after those of certificates. Internal to
// schema/postgresql.cpp.
#pragma once

namespace pkit::store::schema {

inline constexpr const char* kPostgresqlRooms = R"sql(
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
)sql";

}  // namespace pkit::store::schema
