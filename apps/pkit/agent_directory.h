// An agent's directory: agent.json says who it is, tls/ holds its key and certificate.
#pragma once

#include <optional>
#include <string>

#include "base/file.h"
#include "base/text.h"

namespace pkit::app {

struct Agent {
  std::string client_machine;  // what it sends, its ClientID once it has one
  std::string agent_id;        // as it was told; empty before
};

/// What agent.json says; nothing where there is none. Error{input "agent.file"} where it is none.
std::optional<Agent> read_agent(const Path& directory);
/// Whole or not at all.
void write_agent(const Path& directory, const Agent& agent);

/// The name under which an agent comes again whose certificate has expired: with the time behind it, in place of an
/// earlier one ("cam_20261130101500").
std::string renamed(const std::string& client_machine, Time now);

/// The end of the certificate in tls/; nothing where there is none.
std::optional<Time> certificate_end(const Path& directory);

}  // namespace pkit::app
