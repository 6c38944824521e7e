// Step of the schema: certificate stores and what was changed in them. Internal to schema/sqlite.cpp.
#pragma once

namespace pkit::store {

// Stores outside of the home that pkit keeps certificates in, and each change of one: its row is there before the files
// are. A pkit that does not know of them would leave a change that was cut short as it is.
inline constexpr const char* kCertStores = R"sql(
CREATE TABLE cert_stores (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  path TEXT NOT NULL UNIQUE,
  key_path TEXT NOT NULL,
  alias TEXT NOT NULL,
  password TEXT NOT NULL,
  reload TEXT NOT NULL,
  prove TEXT NOT NULL,
  on_failure TEXT NOT NULL,
  state TEXT NOT NULL,
  inventory TEXT NOT NULL,
  inventoried_at INTEGER,
  created INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE cert_store_changes (
  id TEXT PRIMARY KEY,
  store TEXT NOT NULL REFERENCES cert_stores (id),
  position INTEGER NOT NULL,
  operation TEXT NOT NULL,
  alias TEXT NOT NULL,
  state TEXT NOT NULL,
  files TEXT NOT NULL,
  started INTEGER NOT NULL,
  UNIQUE (store, position)
) STRICT;
CREATE UNIQUE INDEX cert_store_changes_open ON cert_store_changes (store) WHERE state = 'open';
)sql";

}  // namespace pkit::store
