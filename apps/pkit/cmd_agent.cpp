// pkit agent register: the agent's side of a registration (B9).
#include "pkit/agent_enrolment.h"
#include "pkit/decision.h"
#include "pkit/fleet_verbs.h"

namespace pkit::app {

Run bind_agent_register(Options& options) {
  auto o = std::make_shared<AgentOptions>();
  declare_agent(options, *o);
  return [o](Context& context) { return present(context, register_agent(context, *o), {}); };
}

}  // namespace pkit::app
