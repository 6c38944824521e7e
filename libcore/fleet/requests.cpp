#include "fleet/requests.h"

#include <algorithm>

#include "fleet/orchestrator.h"

namespace pkit {

namespace {

constexpr std::size_t kParameters = 64, kParameterBytes = 4096, kCapabilities = 256, kCapabilityBytes = 256;

[[noreturn]] void beyond(const std::string& code, const std::string& what, std::size_t limit) {
  throw Error(Kind::usage, code, what + " beyond the limit of " + std::to_string(limit));
}

std::vector<std::string> capability_set(std::vector<std::string> capabilities) {
  if (capabilities.size() > kCapabilities) beyond("limit.capabilities", "more capabilities", kCapabilities);
  for (const std::string& capability : capabilities) {
    if (capability.empty()) throw Error(Kind::usage, "capability.empty", "a capability is empty");
    if (capability.size() > kCapabilityBytes) beyond("limit.capability", "a capability's bytes are", kCapabilityBytes);
    if (!valid_utf8(capability)) throw Error(Kind::usage, "text.utf8", "a capability is not valid UTF-8");
  }
  std::sort(capabilities.begin(), capabilities.end());
  capabilities.erase(std::unique(capabilities.begin(), capabilities.end()), capabilities.end());
  return capabilities;
}

Value parameter_map(const std::vector<std::pair<std::string, std::string>>& parameters) {
  if (parameters.size() > kParameters) beyond("limit.parameters", "more parameters", kParameters);
  Value map = Value::map();
  for (const auto& [key, value] : parameters) {
    if (key.empty())
      throw Error(Kind::usage, "parameter.key", "a parameter has no name", "write it --param NAME=VALUE");
    if (key.size() + value.size() > kParameterBytes)
      beyond("limit.parameter", "a parameter's bytes are", kParameterBytes);
    if (!valid_utf8(key) || !valid_utf8(value)) throw Error(Kind::usage, "text.utf8", "a parameter is not valid UTF-8");
    if (map.find(key)) throw Error(Kind::usage, "parameter.twice", "parameter '" + printable(key) + "' is given twice");
    map.set(key, value);
  }
  return map;
}

void require_text(const std::string& what, const std::string& text) {
  if (text.size() > kCapabilityBytes || !valid_utf8(text))
    throw Error(Kind::usage, "text.utf8", what + " is not valid UTF-8 of at most 256 bytes");
}

}  // namespace

Intake take_registration(Session& session, const RegisterRequest& request, Time now, const Bytes& proven_by) {
  Intake intake;
  intake.kind = &orchestrator_kind();
  intake.door = &door::registering;
  intake.now = now;
  require_client_machine(request.client_machine);
  intake.client_machine = request.client_machine;
  require_text("the platform", request.platform);
  require_text("the version", request.version);
  intake.claims =
      orchestrator_claims(Value::list(capability_set(request.capabilities)), request.platform, request.version);
  intake.client_parameters = parameter_map(request.parameters);
  intake.profile = request.profile;
  require_end(request.not_after);
  intake.not_after = request.not_after;
  intake.proven_by = proven_by;
  if (request.csr) intake.csr = admit_csr(session, *request.csr, request.csr_name, now, !request.common.dry_run);
  return intake;
}

Intake take_issue(const IssueRequest& request, x509::Csr csr, Time now) {
  Intake intake;
  intake.kind = &orchestrator_kind();
  intake.door = &door::issuing;
  intake.claims = orchestrator_claims(Value::list(), "", "");
  intake.now = now;
  intake.profile = request.profile;
  intake.not_after = request.not_after;
  intake.strict = request.strict;
  for (const std::string& text : request.sans) {
    x509::San san = x509::parse_san(text);
    if (std::find(csr.sans.begin(), csr.sans.end(), san) == csr.sans.end()) intake.sans.push_back(std::move(san));
  }
  intake.client_machine = request.client_machine.empty() ? own_name(csr) : request.client_machine;
  if (intake.client_machine.empty())
    throw Error(Kind::usage, "name.missing", "neither CN nor a DNS name says who the certificate is for",
                "give --client-machine NAME");
  require_client_machine(intake.client_machine);
  intake.csr = std::move(csr);
  return intake;
}

}  // namespace pkit
