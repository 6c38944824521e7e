// What the commands of an agent that registers are given.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pkit/agent/directory.h"
#include "pkit/agent/source.h"
#include "pkit/options.h"

namespace pkit::app {

struct AgentOptions {
  std::string directory, client_machine, profile;
  AgentSource source;
  std::string key_type = "ec-p256";
  std::vector<std::string> capabilities, via;
  std::optional<Duration> renew_within;
};

/// All of them, --via last.
void declare_agent(Options& options, AgentOptions& o);

/// With what agent.json says in place of what is not given.
AgentOptions with_kept(AgentOptions o, const std::optional<Agent>& kept);

/// What programs are told of it.
Value agent_value(const Agent& agent);

}  // namespace pkit::app
