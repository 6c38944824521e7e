// Sessions of agents, and what agents found in the stores of their machines (document B).
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/text.h"
#include "base/value.h"
#include "store/database.h"

namespace pkit::store {

struct AgentSession {
  Bytes token_sha256;     // the token itself is the agent's alone
  std::string principal;  // the orchestrator
  Time until = 0;         // by the real clock
};

namespace agent_sessions {
/// In place of every other one of this agent; those that are over go with them.
void begin(Write&, const AgentSession&, Time real_now);
std::optional<AgentSession> find(Read&, const Bytes& token_sha256);
/// The agent's session ends later.
void prolong(Write&, const std::string& principal, Time until);
}  // namespace agent_sessions

struct AgentInventory {
  std::string principal, path;
  std::string job;              // the one that it is of
  Time claimed = 0;             // and that job's run, by when it began
  Value items = Value::list();  // {Alias, PrivateKeyEntry, Thumbprints, fingerprint}
  Time at = 0;
};

namespace agent_inventories {
/// It waits for the end of its job, in place of another one that does.
void receive(Write&, const AgentInventory&);
std::optional<AgentInventory> received(Read&, const std::string& principal, const std::string& path);
/// What was received is what is known of the store from now on.
void keep(Write&, const AgentInventory&);
std::optional<AgentInventory> kept(Read&, const std::string& principal, const std::string& path);
}  // namespace agent_inventories

}  // namespace pkit::store
