// The entry of an agent's store that a re-enrolment is about, as the last inventory found it. Internal to agents/.
#pragma once

#include <string>

#include "agents/known_agent.h"
#include "store/agents.h"
#include "store/certificates.h"

namespace pkit::agents {

struct KnownEntry {
  store::Certificate certificate;   // of this home; its principal is who holds it
  store::AgentInventory inventory;  // in which it is
  std::size_t item = 0;             // the number of it there
};

/// The entry that the job names by its alias, or the only one with a key. Error{conflict "agent.inventory"} where
/// nothing is known of it, {conflict "certstore.foreign"} where its certificate is not of this home, the agent's own,
/// or another's than that for whom the job was scheduled: what is said of a store is the agent's word alone.
KnownEntry known_entry(const ReadSession& session, const KnownAgent& agent, const store::ScheduledJob& job);

}  // namespace pkit::agents
