#include "store/agents.h"

#include "store/entities/query.h"

namespace pkit::store {

namespace agent_sessions {

namespace {

const char* const kForget = "DELETE FROM agent_sessions WHERE until <= $now OR principal = $principal";
const char* const kInsert = "INSERT INTO agent_sessions (token, principal, until) VALUES ($token, $principal, $until)";
const char* const kProlong = "UPDATE agent_sessions SET until = $until WHERE principal = $principal";
const char* const kFind = "SELECT token, principal, until FROM agent_sessions WHERE token = $token";

}  // namespace

void begin(Write& write, const AgentSession& session, Time real_now) {
  write.execute(kForget, {{"$now", real_now}, {"$principal", session.principal}});
  write.execute(kInsert,
                {{"$token", session.token_sha256}, {"$principal", session.principal}, {"$until", session.until}});
}

std::optional<AgentSession> find(Read& read, const Bytes& token_sha256) {
  return first(read, kFind, {{"$token", token_sha256}}, [](const Row& row) {
    return AgentSession{row.blob(0), row.text(1), row.integer(2)};
  });
}

void prolong(Write& write, const std::string& principal, Time until) {
  write.execute(kProlong, {{"$principal", principal}, {"$until", until}});
}

}  // namespace agent_sessions

namespace agent_inventories {

namespace {

const char* const kPut =
    "INSERT INTO agent_inventories (principal, path, state, job, claimed, items, at)"
    " VALUES ($principal, $path, $state, $job, $claimed, $items, $at)"
    " ON CONFLICT (principal, path, state) DO UPDATE SET job = $job, claimed = $claimed, items = $items, at = $at";
const char* const kDrop =
    "DELETE FROM agent_inventories WHERE principal = $principal AND path = $path AND state = 'received'";
const char* const kFound =
    "SELECT principal, path, job, claimed, items, at FROM agent_inventories"
    " WHERE principal = $principal AND path = $path AND state = $state";

void put(Write& write, const AgentInventory& inventory, const char* state) {
  write.execute(kPut, {{"$principal", inventory.principal},
                       {"$path", inventory.path},
                       {"$state", std::string(state)},
                       {"$job", inventory.job},
                       {"$claimed", inventory.claimed},
                       {"$items", tree(inventory.items)},
                       {"$at", inventory.at}});
}

std::optional<AgentInventory> found(Read& read, const std::string& principal, const std::string& path,
                                    const char* state) {
  return first(
      read, kFound, {{"$principal", principal}, {"$path", path}, {"$state", std::string(state)}}, [](const Row& row) {
        return AgentInventory{row.text(0), row.text(1), row.text(2), row.integer(3), tree_at(row, 4), row.integer(5)};
      });
}

}  // namespace

void receive(Write& write, const AgentInventory& inventory) { put(write, inventory, "received"); }

std::optional<AgentInventory> received(Read& read, const std::string& principal, const std::string& path) {
  return found(read, principal, path, "received");
}

void keep(Write& write, const AgentInventory& inventory) {
  put(write, inventory, "kept");
  write.execute(kDrop, {{"$principal", inventory.principal}, {"$path", inventory.path}});
}

std::optional<AgentInventory> kept(Read& read, const std::string& principal, const std::string& path) {
  return found(read, principal, path, "kept");
}

}  // namespace agent_inventories

}  // namespace pkit::store
