#include "store/schema_sqlite.h"

namespace pkit::store {

namespace {

// Times are epoch milliseconds, ids are made by us, flags are 0 or 1, trees are JSON text. What is absent is NULL where
// it refers to another row, else the empty text or blob, so that it takes part in uniqueness.
constexpr const char* kFirst = R"sql(
PRAGMA application_id = 1886087540;

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  home_id BLOB NOT NULL CHECK (length(home_id) = 16),
  test_clock INTEGER NOT NULL,
  created INTEGER NOT NULL,
  highest_time INTEGER NOT NULL,
  schema INTEGER NOT NULL
) STRICT;

CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  data BLOB NOT NULL,
  data_hash BLOB NOT NULL,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX events_by_kind ON events (kind, sequence);

CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;
INSERT INTO head (one, sequence, hash) VALUES (1, 0, zeroblob(32));

CREATE TABLE principals (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  state TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (kind, name_key)
) STRICT;
CREATE INDEX principals_by_state ON principals (kind, state);

CREATE TABLE orchestrators (
  principal TEXT PRIMARY KEY REFERENCES principals (id),
  agent_id TEXT NOT NULL UNIQUE,
  capabilities TEXT NOT NULL,
  platform TEXT NOT NULL,
  agent_version TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  created INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) STRICT;

CREATE TABLE registrations (
  id TEXT PRIMARY KEY,
  principal TEXT NOT NULL REFERENCES principals (id),
  csr_sha256 BLOB NOT NULL,
  csr BLOB NOT NULL,
  key_id TEXT NOT NULL,
  state TEXT NOT NULL,
  profile TEXT NOT NULL,
  not_after TEXT NOT NULL,
  client_parameters TEXT NOT NULL,
  request TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  certificate TEXT REFERENCES certificates (id) DEFERRABLE INITIALLY DEFERRED,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (principal, csr_sha256)
) STRICT;
CREATE INDEX registrations_by_state ON registrations (state, created, id);
CREATE INDEX registrations_by_age ON registrations (created, id);
-- The registration is written before its certificate: the engine then asks which rows have waited for that certificate.
CREATE INDEX registrations_by_certificate ON registrations (certificate) WHERE certificate IS NOT NULL;

CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  operation TEXT NOT NULL,
  subject TEXT NOT NULL,
  principal TEXT NOT NULL,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  exit INTEGER NOT NULL,
  trace TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_by_subject ON attempts (subject, id);
CREATE INDEX attempts_by_principal ON attempts (principal, id);

CREATE TABLE issuers (
  id TEXT PRIMARY KEY,
  authority TEXT NOT NULL,
  key_id TEXT NOT NULL,
  certificate BLOB NOT NULL UNIQUE,
  not_after INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT;

-- Serials begin with the time, so their index grows at its end; it starts with the serial because people ask by it.
-- The index of ends holds revoked_at, so that counting and ordering read no certificate.
CREATE TABLE certificates (
  id TEXT PRIMARY KEY,
  issuer TEXT NOT NULL REFERENCES issuers (id),
  serial BLOB NOT NULL,
  principal TEXT NOT NULL REFERENCES principals (id),
  registration TEXT REFERENCES registrations (id),
  profile TEXT NOT NULL,
  subject TEXT NOT NULL,
  key_id TEXT NOT NULL,
  csr_sha256 BLOB NOT NULL,
  fingerprint BLOB NOT NULL UNIQUE,
  not_before INTEGER NOT NULL,
  not_after INTEGER NOT NULL,
  revoked_at INTEGER,
  revocation_reason TEXT NOT NULL,
  der BLOB NOT NULL,
  created INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (serial, issuer)
) STRICT;
CREATE INDEX certificates_by_principal ON certificates (principal, csr_sha256);
CREATE INDEX certificates_by_key ON certificates (key_id, principal);
CREATE INDEX certificates_by_end ON certificates (not_after, revoked_at);

CREATE TABLE publications (
  certificate TEXT PRIMARY KEY REFERENCES certificates (id),
  target TEXT NOT NULL,
  staging TEXT NOT NULL,
  done INTEGER NOT NULL
) STRICT;
CREATE INDEX publications_unfinished ON publications (certificate) WHERE done = 0;

CREATE TABLE requests (
  caller TEXT NOT NULL,
  id TEXT NOT NULL,
  operation TEXT NOT NULL,
  digest BLOB NOT NULL,
  subject TEXT NOT NULL,
  holder TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (caller, id)
) STRICT, WITHOUT ROWID;
)sql";

// Who may work with this state: read by every later pkit, whatever else it does not know, so it never changes. The
// files are those of a backup, which is a state that carries them; in a home there are none.
constexpr const char* kCompatibilityAndBackups = R"sql(
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
constexpr const char* kProofs = R"sql(
CREATE TABLE proofs (
  message BLOB PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX proofs_by_end ON proofs (until);
)sql";

// Refusals before anybody is known, an hour a row and kind: beyond a number they are only counted.
constexpr const char* kRefusals = R"sql(
CREATE TABLE refusals (
  kind TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  told INTEGER NOT NULL,
  untold INTEGER NOT NULL
) STRICT;
)sql";

// What parsing pkit.yaml gave, so that the next command need not: see kept_trees.h. At most one row.
constexpr const char* kKeptTree = R"sql(
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
constexpr const char* kAuthorities = R"sql(
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
constexpr const char* kIntents = R"sql(
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
constexpr const char* kRenewals = R"sql(
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
constexpr const char* kReplacingAndMoved = R"sql(
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
constexpr const char* kToldRows = R"sql(
ALTER TABLE registrations ADD COLUMN event INTEGER NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN event INTEGER NOT NULL DEFAULT 0;
)sql";

// Accounts and what lets them in once. A pkit that does not know credentials would restore them as if none had been
// used.
constexpr const char* kAccounts = R"sql(
CREATE TABLE accounts (
  principal TEXT PRIMARY KEY REFERENCES principals (id),
  number INTEGER NOT NULL UNIQUE,
  email TEXT NOT NULL,
  role TEXT NOT NULL,
  provisioning TEXT NOT NULL,
  key_id TEXT NOT NULL,
  csr BLOB NOT NULL,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE credentials (
  id TEXT PRIMARY KEY,
  principal TEXT NOT NULL REFERENCES principals (id),
  state TEXT NOT NULL,
  tries INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  bound_key TEXT NOT NULL,
  bound_subject TEXT NOT NULL,
  reserved_key TEXT NOT NULL,
  reserved_until INTEGER NOT NULL,
  file_removed INTEGER NOT NULL,
  created INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX credentials_open ON credentials (principal) WHERE state = 'open';
CREATE INDEX credentials_with_file ON credentials (state) WHERE file_removed = 0;

CREATE TABLE guesses (
  bucket INTEGER PRIMARY KEY,
  tries INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT;
)sql";

// Vaults, what is in them, and the keys of that, each for its owner's key. Contents are files.
constexpr const char* kVaults = R"sql(
CREATE TABLE vault_templates (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  mirror INTEGER NOT NULL,
  retention INTEGER NOT NULL,
  quota INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE mirrors (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL REFERENCES principals (id),
  template INTEGER NOT NULL REFERENCES vault_templates (number),
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE vault_numbers (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO vault_numbers (one, number) VALUES (1, 0);

CREATE TABLE vaults (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL REFERENCES principals (id),
  description TEXT NOT NULL,
  provisioning_code TEXT NOT NULL UNIQUE,
  template INTEGER NOT NULL REFERENCES vault_templates (number),
  mirror INTEGER REFERENCES mirrors (number),
  position TEXT NOT NULL,
  retention INTEGER NOT NULL,
  quota INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX vaults_by_owner ON vaults (owner);
CREATE UNIQUE INDEX vaults_by_position ON vaults (mirror, position) WHERE mirror IS NOT NULL;

CREATE TABLE objects (
  id TEXT PRIMARY KEY,
  vault INTEGER NOT NULL REFERENCES vaults (number),
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  size INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  retained_until INTEGER,
  UNIQUE (vault, name, version)
) STRICT;
CREATE UNIQUE INDEX objects_whole ON objects (vault, name) WHERE state = 'whole';
CREATE INDEX objects_arriving ON objects (stored) WHERE state = 'arriving';

CREATE TABLE wraps (
  object TEXT PRIMARY KEY REFERENCES objects (id),
  key_id TEXT NOT NULL,
  envelope BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;
)sql";

// What CRLs are made from and what was made. `changes` counts how often anything of an issuer was revoked or released;
// a pkit that does not count it would let a CRL pass for up to date. Of a CRL whose key is elsewhere the whole is kept.
constexpr const char* kRevocations = R"sql(
ALTER TABLE certificates ADD COLUMN invalid_since INTEGER;
ALTER TABLE issuers ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
CREATE INDEX certificates_revoked ON certificates
  (issuer, serial, revoked_at, revocation_reason, invalid_since, not_after) WHERE revoked_at IS NOT NULL;

CREATE TABLE crls (
  key_id TEXT PRIMARY KEY,
  number BLOB NOT NULL,
  this_update INTEGER NOT NULL,
  next_update INTEGER NOT NULL,
  der BLOB NOT NULL
) STRICT;

CREATE TABLE crl_files (
  path TEXT PRIMARY KEY,
  sha256 BLOB NOT NULL,
  covers TEXT NOT NULL,
  this_update INTEGER NOT NULL,
  next_update INTEGER NOT NULL
) STRICT;

CREATE TABLE foreign_revocations (
  key_id TEXT NOT NULL,
  serial BLOB NOT NULL,
  revoked_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  invalid_since INTEGER,
  PRIMARY KEY (key_id, serial)
) STRICT, WITHOUT ROWID;
)sql";

// The outbox, which begins with what happens from now on; of which end was told how long before; and who answers for
// an issuer that is asked about certificates (OCSP).
constexpr const char* kOutbox = R"sql(
CREATE TABLE outbox (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  considered INTEGER NOT NULL
) STRICT;
INSERT INTO outbox (one, considered) SELECT 1, sequence FROM head;

CREATE TABLE deliveries (
  event INTEGER NOT NULL REFERENCES events (sequence),
  target TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  holder TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (event, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_waiting ON deliveries (target, subject, event) WHERE state = 'waiting';
CREATE INDEX deliveries_open ON deliveries (state, event) WHERE state <> 'done';

CREATE TABLE expiry_notices (
  thing TEXT NOT NULL,
  before INTEGER NOT NULL,
  PRIMARY KEY (thing, before)
) STRICT, WITHOUT ROWID;

CREATE TABLE responders (
  issuer_key_id TEXT NOT NULL,
  serial BLOB NOT NULL,
  certificate BLOB NOT NULL,
  not_after INTEGER NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (issuer_key_id, serial)
) STRICT, WITHOUT ROWID;
)sql";

// What document A ties to an orchestrator: its ClientID for good, the blueprint that was applied, a re-enrolment that
// is asked for, thumbprints; its stores and jobs; blueprints, which are copied and never linked; the metadata of
// certificates. A pkit that does not know ClientIDs would take an orchestrator for another one.
constexpr const char* kFleet = R"sql(
CREATE TABLE orchestrator_ties (
  principal TEXT PRIMARY KEY REFERENCES principals (id),
  client_id TEXT NOT NULL,
  client_id_key TEXT NOT NULL,
  blueprint TEXT NOT NULL,
  reenrollment TEXT NOT NULL,
  thumbprint TEXT NOT NULL,
  legacy_thumbprint TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX orchestrator_ties_by_client_id ON orchestrator_ties (client_id_key) WHERE client_id_key <> '';

CREATE TABLE orchestrator_stores (
  id TEXT PRIMARY KEY,
  principal TEXT NOT NULL REFERENCES principals (id),
  position INTEGER NOT NULL,
  path TEXT NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (principal, path)
) STRICT;
CREATE TABLE orchestrator_jobs (
  id TEXT PRIMARY KEY,
  principal TEXT NOT NULL REFERENCES principals (id),
  position INTEGER NOT NULL,
  store TEXT REFERENCES orchestrator_stores (id),
  content TEXT NOT NULL
) STRICT;
CREATE INDEX orchestrator_jobs_by_principal ON orchestrator_jobs (principal);

CREATE TABLE blueprints (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  capabilities TEXT NOT NULL,
  content TEXT NOT NULL,
  modified INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE certificate_metadata (
  certificate TEXT NOT NULL REFERENCES certificates (id),
  field_key TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (certificate, field_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_metadata_by_value ON certificate_metadata (field_key, value);
)sql";

constexpr SchemaStep kSteps[] = {
    {1, 1, 1, kFirst},
    {2, 1, 1, kCompatibilityAndBackups},
    {3, 1, 1, kProofs},
    {4, 1, 1, kKeptTree},
    {5, 1, 1, kRefusals},
    {6, 1, 6, kAuthorities},
    {7, 1, 7, kIntents},
    {8, 1, 8, kRenewals},
    {9, 1, 9, kReplacingAndMoved},
    {10, 1, 10, kToldRows},
    {11, 1, 11, kAccounts},
    {12, 1, 12, kVaults},
    {13, 1, 13, kRevocations},
    {14, 1, 14, kOutbox},
    {15, 1, 15, kFleet},
};

/// Two authors may have appended a step at once.
constexpr bool versions_follow() {
  std::int64_t version = 0;
  for (const SchemaStep& step : kSteps)
    if (step.version != ++version) return false;
  return true;
}
static_assert(versions_follow());

}  // namespace

std::span<const SchemaStep> schema_steps() { return kSteps; }

}  // namespace pkit::store
