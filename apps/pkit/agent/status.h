// What an agent's directory says of it: nobody else is asked.
#pragma once

#include <optional>
#include <string>

#include "base/table.h"
#include "home/session.h"

namespace pkit {

namespace shape {
extern const Shape agent_made, agent_ran, agent_status;
}

namespace app {

struct AgentStatusOptions {
  std::string directory;
  std::optional<Duration> max_age;  // of its last session
};

/// data: {ClientMachine, AgentId, certificate, notAfter, lastSession: {at, ran, failed, error}, nextDue, job}.
/// Error{denied "agent.unwell"} with everything that is not as it has to be: no valid certificate, a last session that
/// was cut short, in which jobs failed, or that is too long ago. Error{not_found "agent.missing"} where it is no
/// agent's.
Outcome agent_status(const AgentStatusOptions& o, Time now);

}  // namespace app

}  // namespace pkit
