// Step of the schema: what one-time credentials are proven by, where several hosts share the state. Internal to
// schema/sqlite.cpp.
#pragma once

namespace pkit::store {

// A pkit that does not know of it would close a credential and leave this row.
inline constexpr const char* kCredentialContents = R"sql(
CREATE TABLE credential_contents (
  credential TEXT PRIMARY KEY REFERENCES credentials (id),
  username TEXT NOT NULL,
  salt BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace pkit::store
