// register as it travels: from the request that the command line made to the same request behind a gate.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fleet/operations.h"
#include "gate/request.h"
#include "gate/signatory.h"

namespace pkit {

inline constexpr GateField kRegisterFields[] = {
    {"clientMachine"}, {"capability", true}, {"platform"}, {"version"}, {"param", true}, {"profile"}, {"notAfter"},
};
inline constexpr const char* kRegisterFiles[] = {"csr", "cert"};
/// What is stored of a name is not for everybody who can spell it.
inline constexpr const char* kRegisterReply[] = {
    "registration.id",
    "registration.state",
    "registration.ClientMachine",
    "registration.profile",
    "registration.notAfter",
    "registration.csrSha256",
    "registration.created",
    "registration.updated",
    "registration.certificate",
    "orchestrator.id",
    "orchestrator.AgentId",
    "orchestrator.ClientMachine",
    "orchestrator.Status",
    "certificate",
    "ClientParameters",
    "differences",
    "faults",
};

/// "KEY=VALUE" each, no key twice: Error{usage "option.*"}.
std::vector<std::pair<std::string, std::string>> take_parameters(const std::vector<std::string>& given);

/// `signatory` is whose certificate goes with it, null where the request is not signed.
Wire wire_of(const RegisterRequest& request, const Signatory* signatory);

Outcome register_through_gate(Session& session, const GateRequest& request);

}  // namespace pkit
