// Step of the schema: sessions of agents, and what agents found in the stores of their machines. Internal to
// schema/sqlite.cpp.
#pragma once

namespace pkit::store {

// Whose session it is, by the digest of its token. An inventory is received first, and kept by the commit that ends its
// job: a pkit that does not know of that would take a job for done of which nothing is known.
inline constexpr const char* kAgents = R"sql(
CREATE TABLE agent_sessions (
  token BLOB PRIMARY KEY,
  principal TEXT NOT NULL REFERENCES principals (id),
  until INTEGER NOT NULL
) STRICT;

CREATE TABLE agent_inventories (
  principal TEXT NOT NULL REFERENCES principals (id),
  path TEXT NOT NULL,
  state TEXT NOT NULL,
  job TEXT NOT NULL,
  claimed INTEGER NOT NULL,
  items TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (principal, path, state)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace pkit::store
