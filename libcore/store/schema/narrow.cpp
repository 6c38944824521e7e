#include "store/schema/narrow.h"

#include "base/bytes.h"
#include "store/entities/agent_ids.h"

namespace pkit::store::schema {

namespace {

const char* const kKeys = "SELECT id, key_id FROM certificates";
const char* const kAgents = "SELECT principal, agent_id FROM orchestrators";
const char* const kTies =
    "SELECT principal, client_id, client_id_key, blueprint, reenrollment, thumbprint, legacy_thumbprint"
    " FROM orchestrator_ties";
// Not of the tables as they are in the end, which tests ask of a statement that begins a text.
const char* const kTakeKey = R"sql(
UPDATE certificates SET key_octets = $key WHERE id = $id
)sql";
const char* const kTakeAgent = R"sql(
INSERT INTO narrow_orchestrators
  (principal, agent_id, capabilities, platform, agent_version, approved_by, created, last_seen)
SELECT principal, $agent, capabilities, platform, agent_version, approved_by, created, last_seen
FROM orchestrators WHERE principal = $principal
)sql";
const char* const kTakeTies = R"sql(
INSERT INTO narrow_ties (principal, client_id, client_id_key, blueprint, reenrollment, thumbprint, legacy_thumbprint)
VALUES ($principal, $client_id, $client_id_key, $blueprint, $reenrollment, $thumbprint, $legacy_thumbprint)
)sql";
constexpr const char* kInTheirPlace[] = {
    "ALTER TABLE certificates DROP COLUMN key_id",
    "ALTER TABLE certificates RENAME COLUMN key_octets TO key_id",
    "CREATE INDEX certificates_by_key ON certificates (" KEY_BEGINNING("key_id") ")",
    "DROP TABLE orchestrators",
    "ALTER TABLE narrow_orchestrators RENAME TO orchestrators",
    "DROP TABLE orchestrator_ties",
    "ALTER TABLE narrow_ties RENAME TO orchestrator_ties",
    "CREATE UNIQUE INDEX orchestrator_ties_by_client_id ON orchestrator_ties (client_id_key) WHERE client_id_key <> ''",
};

/// What is no hex is damage, which doctor tells of: it is nobody's then.
Bytes octets_at(const Row& row, int column) { return from_hex(row.text(column)).value_or(Bytes()); }

}  // namespace

void narrow_ids(Write& write) {
  write.query(kKeys, {}, [&](const Row& row) {
    write.execute(kTakeKey, {{"$id", row.text(0)}, {"$key", octets_at(row, 1)}});
    return true;
  });
  write.query(kAgents, {}, [&](const Row& row) {
    write.execute(kTakeAgent, {{"$principal", row.text(0)}, {"$agent", agent_octets(row.text(1))}});
    return true;
  });
  write.query(kTies, {}, [&](const Row& row) {
    write.execute(kTakeTies, {{"$principal", row.text(0)},
                              {"$client_id", row.text(1)},
                              {"$client_id_key", row.text(2)},
                              {"$blueprint", row.text(3)},
                              {"$reenrollment", row.text(4)},
                              {"$thumbprint", octets_at(row, 5)},
                              {"$legacy_thumbprint", octets_at(row, 6)}});
    return true;
  });
  for (const char* sql : kInTheirPlace) write.execute(sql, {});
}

}  // namespace pkit::store::schema
