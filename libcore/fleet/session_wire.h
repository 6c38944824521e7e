// The source system's own form of a registration: what agents post to /Session/Register, and what they are answered.
#pragma once

#include <string>

#include "fleet/operations.h"

namespace pkit {

/// {AgentPlatform, AgentVersion, TenantId, ClientMachine, CSR, AgentId, Capabilities, ClientParameters}; keys and
/// spellings to the letter. Error{input "session.request"} with every fault.
RegisterRequest read_session_request(const std::string& text, const std::string& name);

/// {Result: {Status, Error: {Code, CodeString, Message}}, Session: {Token, AgentId, ClientMachine, Certificate,
/// HeartbeatInterval, Jobs, ClientParameters} | null}. Status: 1 success, 2 warning, 3 error. A new certificate that is
/// asked for is A0100007 with Status 2, one that is demanded A0100008 with Status 3; else CodeString is our own code.
Value session_reply(Session& session, const Outcome& outcome);

}  // namespace pkit
