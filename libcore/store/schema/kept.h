// Step of the schema: keys that are kept, and which certificates metadata was generated for. Internal to
// schema/sqlite.cpp.
#pragma once

namespace pkit::store {

// A pkit that does not know of kept keys would leave them out of a backup; one that does not know of generated metadata
// would generate it again.
inline constexpr const char* kKept = R"sql(
CREATE TABLE kept_keys (
  id TEXT PRIMARY KEY,
  key_id TEXT NOT NULL UNIQUE,
  key_type TEXT NOT NULL,
  subject TEXT NOT NULL,
  csr BLOB NOT NULL,
  certificate BLOB NOT NULL,
  chain TEXT NOT NULL,
  created INTEGER NOT NULL,
  married_at INTEGER
) STRICT;

CREATE TABLE metadata_generated (
  certificate TEXT PRIMARY KEY REFERENCES certificates (id),
  target TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace pkit::store
