#include "gate/register.h"

#include <algorithm>

#include "x509/pem.h"

namespace pkit {

std::vector<std::pair<std::string, std::string>> take_parameters(const std::vector<std::string>& given) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const std::string& text : given) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      throw Error(Kind::usage, "option.value", "--param: '" + text + "' is no KEY=VALUE");
    const std::string key = text.substr(0, equals);
    const auto same = [&](const auto& parameter) { return parameter.first == key; };
    if (std::any_of(parameters.begin(), parameters.end(), same))
      throw Error(Kind::usage, "option.repeated", "--param: '" + key + "' is given more than once");
    parameters.emplace_back(key, text.substr(equals + 1));
  }
  return parameters;
}

Wire wire_of(const RegisterRequest& request, const Signatory* signatory) {
  std::vector<std::string> parameters;
  for (const auto& [key, value] : request.parameters) parameters.push_back(key + "=" + value);
  Wire wire;
  wire.text("clientMachine", request.client_machine);
  wire.texts("capability", request.capabilities);
  wire.text("platform", request.platform);
  wire.text("version", request.version);
  wire.texts("param", parameters);
  wire.text("profile", request.profile);
  wire.text("notAfter", request.not_after);
  if (request.csr) wire.files["csr"] = *request.csr;
  if (signatory) wire.files["cert"] = x509::write_pem("CERTIFICATE", signatory->certificate.der);
  return wire;
}

Outcome register_through_gate(Session& session, const GateRequest& request) {
  RegisterRequest registration;
  registration.client_machine = request.wire.text_of("clientMachine");
  registration.capabilities = request.wire.texts_of("capability");
  registration.platform = request.wire.text_of("platform");
  registration.version = request.wire.text_of("version");
  registration.parameters = take_parameters(request.wire.texts_of("param"));
  registration.profile = request.wire.text_of("profile");
  registration.not_after = request.wire.text_of("notAfter");
  registration.csr = request.wire.file_of("csr");
  registration.csr_name = "csr";
  registration.proof = request.proof;
  registration.common.request_id = request.request_id;
  return register_orchestrator(session, registration);
}

}  // namespace pkit
