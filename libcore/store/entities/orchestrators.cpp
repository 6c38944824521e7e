#include "store/entities/agent_ids.h"
#include "store/entities/columns.h"
#include "store/principals.h"

namespace pkit::store::orchestrators {

namespace {

Cell agent_cell(const Orchestrator& orchestrator) { return agent_octets(orchestrator.agent_id); }
void read_agent(Orchestrator& orchestrator, const Row& row, int at) {
  orchestrator.agent_id = agent_text(row.blob_view(at));
}

using Rows =
    RowTable<Orchestrator, "orchestrators", Column<"principal", &Orchestrator::principal>,
             Made<"agent_id", agent_cell, read_agent>, Column<"capabilities", &Orchestrator::capabilities>,
             Column<"platform", &Orchestrator::platform>, Column<"agent_version", &Orchestrator::agent_version>,
             Column<"approved_by", &Orchestrator::approved_by>, Column<"created", &Orchestrator::created>,
             Column<"last_seen", &Orchestrator::last_seen>>;

const char* const kInsert = Rows::insert<>;
const char* const kUpdate =
    "UPDATE orchestrators SET agent_id = $agent_id, capabilities = $capabilities, platform = $platform,"
    " agent_version = $agent_version, approved_by = $approved_by, created = $created, last_seen = $last_seen"
    " WHERE principal = $principal";
const char* const kFind = Rows::select<" WHERE principal = $principal">;
const char* const kFindByAgent = Rows::select<" WHERE agent_id = $agent_id">;
const char* const kLacking =
    "SELECT p.id FROM principals p LEFT JOIN orchestrators o ON o.principal = p.id"
    " WHERE p.kind = 'orchestrator' AND o.principal IS NULL ORDER BY p.id";

}  // namespace

void insert(Write& write, const Orchestrator& orchestrator) { write.execute(kInsert, Rows::params(orchestrator)); }

void update(Write& write, const Orchestrator& orchestrator) { write.execute(kUpdate, Rows::params(orchestrator)); }

std::optional<Orchestrator> find(Read& read, const std::string& principal) {
  return first(read, kFind, {{"$principal", principal}}, Rows::from);
}

std::optional<Orchestrator> find_by_agent(Read& read, const std::string& agent_id) {
  return first(read, kFindByAgent, {{"$agent_id", agent_octets(agent_id)}}, Rows::from);
}

std::vector<std::string> lacking(Read& read) {
  return all_of(read, kLacking, {}, [](const Row& row) { return row.text(0); });
}

}  // namespace pkit::store::orchestrators
