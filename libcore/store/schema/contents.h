// Step of the schema: the contents of vaults' objects in a backup. Internal to schema/sqlite.cpp.
#pragma once

namespace pkit::store::schema {

// A pkit that does not know of contents would restore a backup without them.
inline constexpr const char* kBackupContents = R"sql(
CREATE TABLE backup_contents (
  object TEXT NOT NULL,
  position INTEGER NOT NULL,
  part BLOB NOT NULL,
  PRIMARY KEY (object, position)
) STRICT;
)sql";

}  // namespace pkit::store::schema
