// What an agent says of itself when it registers, and the form in which it lies beside the key that waits: a request
// that was sent is asked after as it was sent, whatever the agent would say by now.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pkit/agent/source.h"

namespace pkit::app {

struct AgentRegistration {
  std::string client_machine, profile;
  std::vector<std::string> capabilities;
  std::map<std::string, std::string> parameters;

  bool operator==(const AgentRegistration&) const = default;
};

/// One line of JSON, the same for the same registration. Error{input "json.utf8"}.
std::string kept_form(const AgentRegistration& registration);
/// Error{input "agent.file"} for what kept_form() did not write; `name` is what errors call it.
AgentRegistration read_kept_form(const std::string& text, const std::string& name);

}  // namespace pkit::app
