// Where an agent's client parameters and its request come from, beside what pkit makes itself: files, or a program that
// is asked each time (B9, "orchestrator registration parameters").
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/value.h"
#include "base/world.h"

namespace pkit::app {

using ClientParameters = std::vector<std::pair<std::string, std::string>>;

struct AgentSource {
  std::string parameters;    // a JSON map of texts
  std::string csr, csr_key;  // a request, and the key that it is over
  std::string program;       // {"CSR": PEM or null, "ClientParameters": {}} on its standard output
};

/// Error{usage "option.combination"} for a request from two sides, or without its key.
void require_source(const AgentSource& source);

/// What one registration is given.
struct TakenIn {
  ClientParameters parameters;
  std::optional<std::string> csr;  // PEM or DER; nothing: pkit makes one
  std::string csr_name;
};
/// Asks the program, where there is one, with {"ClientMachine", "AgentId", "wantsCSR"} on its standard input; `wants`
/// is whether a certificate is to be had. Error{input "agent.parameters"} for what is no map of texts, {config
/// "agent.program"} for a program that fails.
TakenIn take(const AgentSource& source, const Value& agent, bool wants, const World& world);

/// The key of `--csr-key` as PEM, and the request as PEM. Error{input "agent.csr"} where the request is not sound, or
/// over another key.
std::pair<std::string, std::string> own_request(const AgentSource& source, const TakenIn& given);

}  // namespace pkit::app
