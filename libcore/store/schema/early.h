// The small steps of the schema between the first one and those of rooms. Internal to schema/sqlite.cpp.
#pragma once

namespace pkit::store {

// Who may work with this state: read by every later pkit, whatever else it does not know, so it never changes. The
// files are those of a backup, which is a state that carries them; in a home there are none.
inline constexpr const char* kCompatibilityAndBackups = R"sql(
CREATE TABLE compatibility (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  min_reader INTEGER NOT NULL,
  min_writer INTEGER NOT NULL
) STRICT;
INSERT INTO compatibility (one, min_reader, min_writer) VALUES (1, 1, 1);

CREATE TABLE backup_files (
  name TEXT PRIMARY KEY,
  secret INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;
)sql";

// Signed requests that were taken, each until it would be too old anyway.
inline constexpr const char* kProofs = R"sql(
CREATE TABLE proofs (
  message BLOB PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX proofs_by_end ON proofs (until);
)sql";

// Refusals before anybody is known, an hour a row and kind: beyond a number they are only counted.
inline constexpr const char* kRefusals = R"sql(
CREATE TABLE refusals (
  kind TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  told INTEGER NOT NULL,
  untold INTEGER NOT NULL
) STRICT;
)sql";

// What parsing pkit.yaml gave, so that the next command need not: see kept_trees.h. At most one row.
inline constexpr const char* kKeptTree = R"sql(
CREATE TABLE kept_tree (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sha256 BLOB NOT NULL,
  build TEXT NOT NULL,
  tree BLOB NOT NULL,
  digest BLOB NOT NULL
) STRICT;
)sql";

// What an authority's name in pkit.yaml does not tell: that it was retired, and where new files of it wait. A pkit that
// does not know it would sign for a retired one.
inline constexpr const char* kAuthorities = R"sql(
CREATE TABLE authorities (
  name TEXT PRIMARY KEY,
  certificate TEXT NOT NULL,
  key TEXT NOT NULL,
  staging TEXT NOT NULL,
  retired_at INTEGER
) STRICT;
)sql";

// What another CA is asked for. At most one of a CSR is open; a pkit that does not know of them would restore a planned
// one as if nothing had been sent.
inline constexpr const char* kIntents = R"sql(
CREATE TABLE intents (
  id TEXT PRIMARY KEY,
  authority TEXT NOT NULL,
  name TEXT NOT NULL,
  csr_sha256 BLOB NOT NULL,
  state TEXT NOT NULL,
  holder TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  sent_until INTEGER NOT NULL,
  certificate BLOB NOT NULL,
  reason TEXT NOT NULL,
  created INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX intents_open ON intents (authority, name, csr_sha256)
  WHERE state IN ('planned', 'sent', 'issued');
)sql";

// What a renewal or a rotation replaces, and what a holder of a key is asked to sign, once. A pkit that does not know
// them would make a second certificate in place of the one that there is.
inline constexpr const char* kRenewals = R"sql(
CREATE TABLE renewals (
  certificate TEXT PRIMARY KEY REFERENCES certificates (id),
  replaces TEXT NOT NULL REFERENCES certificates (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX renewals_by_replaced ON renewals (replaces);

CREATE TABLE challenges (
  id TEXT PRIMARY KEY,
  expires INTEGER NOT NULL,
  spent INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX challenges_by_end ON challenges (expires);
)sql";

// Whether a publication may replace what stands at its target: who published before this was kept asked for nothing.
// And a home can be moved: what waits for an authority is in HOME/ca/.NAME.pkit-(16 letters), so that its files in HOME
// are named from there; where nothing waits nothing is named.
inline constexpr const char* kReplacingAndMoved = R"sql(
ALTER TABLE publications ADD COLUMN replaces INTEGER NOT NULL DEFAULT 0;

UPDATE authorities SET certificate = '', key = '' WHERE staging = '';
UPDATE authorities SET
  certificate = CASE WHEN instr(certificate, substr(staging, 1, length(staging) - length(name) - 26)) = 1
    THEN substr(certificate, length(staging) - length(name) - 25) ELSE certificate END,
  key = CASE WHEN instr(key, substr(staging, 1, length(staging) - length(name) - 26)) = 1
    THEN substr(key, length(staging) - length(name) - 25) ELSE key END
WHERE staging <> '';
UPDATE authorities SET staging = substr(staging, length(staging) - length(name) - 25) WHERE staging <> '';
)sql";

// The event that tells what a registration was when it was written last, and what a request id answers with; 0: from
// before this was kept.
inline constexpr const char* kToldRows = R"sql(
ALTER TABLE registrations ADD COLUMN event INTEGER NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN event INTEGER NOT NULL DEFAULT 0;
)sql";

// When a file of CRLs is due: what was written before this was kept is so at once, because the end of what another pkit
// only handed out was not looked at.
inline constexpr const char* kDueFiles = "ALTER TABLE crl_files ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;";

}  // namespace pkit::store
