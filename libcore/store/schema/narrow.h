// Step of the schema: indexes that are no wider than what they are asked, traces and events in a form that an older
// pkit cannot read (packed.h), and events without what their neighbours and their data tell of them (event_row.h).
// Internal to sqlite.cpp.
#pragma once

#include "store/database.h"
#include "store/entities/index_words.h"

namespace pkit::store {

inline constexpr const char* kNarrow =
    "DROP INDEX certificates_by_key;"
    "ALTER TABLE certificates ADD COLUMN key_octets BLOB;"
    "DROP INDEX certificates_by_principal;"
    "CREATE INDEX certificates_by_principal ON certificates (principal);"
    "DROP INDEX principals_by_state;"
    "CREATE INDEX principals_by_state ON principals (state) WHERE kind = 'account';"
    "DROP INDEX events_by_kind;"
    "CREATE INDEX events_by_kind ON events (kind, sequence) WHERE " UNCOMMON_KIND
    ";"
    R"sql(
CREATE TABLE narrow_orchestrators (
  principal TEXT PRIMARY KEY REFERENCES principals (id),
  agent_id BLOB NOT NULL UNIQUE,
  capabilities TEXT NOT NULL,
  platform TEXT NOT NULL,
  agent_version TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  created INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE narrow_ties (
  principal TEXT PRIMARY KEY REFERENCES principals (id),
  client_id TEXT NOT NULL,
  client_id_key TEXT NOT NULL,
  blueprint TEXT NOT NULL,
  reenrollment TEXT NOT NULL,
  thumbprint BLOB NOT NULL,
  legacy_thumbprint BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

namespace schema {
/// Ids of certificates' keys and of agents, and thumbprints, become octets in place of hex, with their indexes.
void narrow_ids(Write&);
}  // namespace schema

}  // namespace pkit::store
