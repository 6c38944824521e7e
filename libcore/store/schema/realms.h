// Step of the schema: users of realms. Internal to schema/sqlite.cpp.
#pragma once

namespace pkit::store {

// Whose certificate it is, for which device and application, and what the realm's PKI said of it when it was received
// first (X13). A pkit that does not know users would take their principals for damage.
inline constexpr const char* kRealms = R"sql(
CREATE TABLE realm_users (
  principal TEXT PRIMARY KEY REFERENCES principals (id),
  source TEXT NOT NULL,
  user_name TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE user_certificates (
  fingerprint BLOB PRIMARY KEY,
  principal TEXT NOT NULL REFERENCES principals (id),
  realm TEXT NOT NULL,
  display_name TEXT NOT NULL,
  device_id TEXT NOT NULL,
  app_id TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX user_certificates_by_principal ON user_certificates (principal);
)sql";

}  // namespace pkit::store
