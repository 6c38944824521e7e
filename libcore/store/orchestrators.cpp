#include "store/principals.h"
#include "store/query.h"

namespace pkit::store::orchestrators {

namespace {

const char* const kInsert =
    "INSERT INTO orchestrators"
    " (principal, agent_id, capabilities, platform, agent_version, approved_by, created, last_seen)"
    " VALUES ($principal, $agent_id, $capabilities, $platform, $agent_version, $approved_by, $created, $last_seen)";
const char* const kUpdate =
    "UPDATE orchestrators SET agent_id = $agent_id, capabilities = $capabilities, platform = $platform,"
    " agent_version = $agent_version, approved_by = $approved_by, created = $created, last_seen = $last_seen"
    " WHERE principal = $principal";
const char* const kFind =
    "SELECT principal, agent_id, capabilities, platform, agent_version, approved_by, created, last_seen"
    " FROM orchestrators WHERE principal = $principal";
const char* const kFindByAgent =
    "SELECT principal, agent_id, capabilities, platform, agent_version, approved_by, created, last_seen"
    " FROM orchestrators WHERE agent_id = $agent_id";
const char* const kLacking =
    "SELECT p.id FROM principals p LEFT JOIN orchestrators o ON o.principal = p.id"
    " WHERE p.kind = 'orchestrator' AND o.principal IS NULL ORDER BY p.id";

Orchestrator from(const Row& row) {
  return {.principal = row.text(0),
          .agent_id = row.text(1),
          .capabilities = tree_at(row, 2),
          .platform = row.text(3),
          .agent_version = row.text(4),
          .approved_by = row.text(5),
          .created = row.integer(6),
          .last_seen = row.integer(7)};
}

void store(Write& write, const char* sql, const Orchestrator& orchestrator) {
  write.execute(sql, {{"$principal", orchestrator.principal},
                      {"$agent_id", orchestrator.agent_id},
                      {"$capabilities", tree(orchestrator.capabilities)},
                      {"$platform", orchestrator.platform},
                      {"$agent_version", orchestrator.agent_version},
                      {"$approved_by", orchestrator.approved_by},
                      {"$created", orchestrator.created},
                      {"$last_seen", orchestrator.last_seen}});
}

}  // namespace

void insert(Write& write, const Orchestrator& orchestrator) { store(write, kInsert, orchestrator); }

void update(Write& write, const Orchestrator& orchestrator) { store(write, kUpdate, orchestrator); }

std::optional<Orchestrator> find(Read& read, const std::string& principal) {
  return first(read, kFind, {{"$principal", principal}}, from);
}

std::optional<Orchestrator> find_by_agent(Read& read, const std::string& agent_id) {
  return first(read, kFindByAgent, {{"$agent_id", agent_id}}, from);
}

std::vector<std::string> lacking(Read& read) {
  return all_of(read, kLacking, {}, [](const Row& row) { return row.text(0); });
}

}  // namespace pkit::store::orchestrators
