// Step of the schema: SSH keys. Internal to schema/sqlite.cpp.
#pragma once

namespace pkit::store {

// A pkit that does not know of them would leave keys that are to be retired in their places.
inline constexpr const char* kSshKeys = R"sql(
CREATE TABLE ssh_keys (
  id TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  public_key TEXT NOT NULL,
  comment TEXT NOT NULL,
  username TEXT NOT NULL,
  state TEXT NOT NULL,
  lifetime INTEGER NOT NULL,
  rotate_by INTEGER,
  replaces TEXT NOT NULL,
  retire_after INTEGER,
  file TEXT NOT NULL,
  created INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
)sql";

}  // namespace pkit::store
