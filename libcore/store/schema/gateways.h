// Steps of the schema: what other CAs tell of their certificates. Internal to schema/sqlite.cpp.
#pragma once

namespace pkit::store {

// How far a synchronisation with another CA is, what it told of each of its certificates, and what of it was none.
inline constexpr const char* kGateways = R"sql(
CREATE TABLE gateways (
  name TEXT PRIMARY KEY,
  run TEXT NOT NULL,
  whole INTEGER NOT NULL,
  started INTEGER NOT NULL,
  cursor TEXT NOT NULL,
  pages INTEGER NOT NULL,
  counts TEXT NOT NULL,
  holder TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  last_sync INTEGER,
  last_whole INTEGER,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE gateway_records (
  gateway TEXT NOT NULL,
  ca_request_id TEXT NOT NULL,
  status INTEGER NOT NULL,
  product TEXT NOT NULL,
  serial BLOB NOT NULL,
  subject TEXT NOT NULL,
  not_before INTEGER NOT NULL,
  not_after INTEGER NOT NULL,
  revoked_at INTEGER,
  revocation_reason TEXT NOT NULL,
  certificate BLOB NOT NULL,
  key_id TEXT NOT NULL,
  seen INTEGER NOT NULL,
  run TEXT NOT NULL,
  gone INTEGER NOT NULL,
  PRIMARY KEY (gateway, ca_request_id)
) STRICT;
CREATE INDEX gateway_records_by_serial ON gateway_records (gateway, serial);

CREATE TABLE gateway_faults (
  gateway TEXT NOT NULL,
  run TEXT NOT NULL,
  position INTEGER NOT NULL,
  ca_request_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (gateway, run, position)
) STRICT;
)sql";

// Of what CSR a record is, and which of them are over a key that others have. A pkit that does not know of them would
// order the same twice, and certify such a key.
inline constexpr const char* kGatewayOrders = R"sql(
ALTER TABLE gateway_records ADD COLUMN csr_sha256 TEXT NOT NULL DEFAULT '';
CREATE INDEX gateway_records_by_csr ON gateway_records (gateway, csr_sha256) WHERE csr_sha256 <> '';
CREATE INDEX gateway_records_compromised ON gateway_records (key_id) WHERE revocation_reason = 'keyCompromise';
)sql";

}  // namespace pkit::store
