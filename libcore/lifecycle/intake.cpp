#include "lifecycle/intake.h"

#include <algorithm>

#include "lifecycle/refusal.h"
#include "x509/digest.h"

namespace pkit::lifecycle {

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

void record_refused_csr(Session& session, const x509::ExaminedCsr& examined, const std::string& content, Time now) {
  Value codes = Value::list();
  bool malformed = false;
  for (const Fault& fault : examined.faults) {
    codes.push(fault.code);
    malformed = malformed || fault.kind == Kind::input;
  }
  const Value data = Value::map({{"faults", codes}, {"inputSha256", x509::sha256_hex(content)}});
  session.database.write([&](store::Write& write) {
    tell_refusal(write, now, session.actor, malformed ? "csr.malformed" : "csr.refused", "", data);
  });
}

}  // namespace

void require_end(const std::string& asked) {
  if (asked.empty() || parse_duration(asked) || parse_time(asked)) return;
  throw Error(Kind::usage, "issue.not_after", "'" + printable(asked) + "' is no time and no duration",
              "write 2027-01-31T00:00:00Z or 90d");
}

bool is_client_machine(const std::string& name) {
  const auto permitted = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == ':' || c == '-';
  };
  return !name.empty() && name.size() <= 253 && name.back() != '.' && std::all_of(name.begin(), name.end(), permitted);
}

void require_client_machine(const std::string& name) {
  if (is_client_machine(name)) return;
  throw Error(Kind::usage, "name.machine", "'" + printable(name) + "' is not a client machine's name",
              "use 1 to 253 letters, digits, '.', '_', ':' or '-', not ending in '.'");
}

std::string own_name(const x509::Csr& csr) {
  if (!csr.common_name().empty()) return csr.common_name();
  for (const x509::San& san : csr.sans)
    if (san.type == x509::SanType::dns) return san.value;
  return {};
}

x509::Csr admit_csr(Session& session, const std::string& content, const std::string& name, Time now, bool record) {
  x509::ExaminedCsr examined = x509::examine_csr_file(content, "");
  if (examined.faults.empty() && examined.csr) return std::move(*examined.csr);
  if (record) record_refused_csr(session, examined, content, now);
  throw error_of(name, std::move(examined.faults));
}

Intake take_registration(Session& session, const RegisterRequest& request, Time now, const Bytes& proven_by) {
  Intake intake;
  intake.operation = intake.entry = "register";
  intake.now = now;
  require_client_machine(request.client_machine);
  intake.client_machine = request.client_machine;
  intake.capabilities = capability_set(request.capabilities);
  require_text("the platform", request.platform);
  require_text("the version", request.version);
  intake.platform = request.platform;
  intake.version = request.version;
  intake.client_parameters = parameter_map(request.parameters);
  intake.profile = request.profile;
  require_end(request.not_after);
  intake.not_after = request.not_after;
  intake.proven_by = proven_by;
  if (request.csr) intake.csr = admit_csr(session, *request.csr, request.csr_name, now, !request.common.dry_run);
  return intake;
}

Intake take_stored(const store::Registration& registration, const std::string& name, const std::string& entry,
                   Time now) {
  Intake intake;
  intake.entry = entry;
  intake.operation = entry == "approve" ? "register" : entry;
  intake.now = now;
  intake.client_machine = name;
  intake.registration = registration.id;
  intake.principal = registration.principal;
  const Value& capabilities = registration.request["Capabilities"];
  for (const Value& capability : capabilities.is_list() ? capabilities.items() : Value::List{})
    intake.capabilities.push_back(capability.as_text());
  intake.platform = registration.request.text_or("AgentPlatform");
  intake.version = registration.request.text_or("Version");
  intake.client_parameters = registration.client_parameters;
  intake.profile = registration.profile;
  intake.not_after = registration.not_after;
  if (entry == "issue") {
    intake.granted_profile = registration.request["granted"].text_or("profile");
    intake.granted_names = registration.request["granted"]["names"];
  }
  if (registration.csr.empty()) return intake;
  intake.csr = x509::read_stored_csr(registration.csr);
  intake.csr->sha256 = registration.csr_sha256;
  return intake;
}

Intake take_issue(const IssueRequest& request, x509::Csr csr, Time now) {
  Intake intake;
  intake.operation = intake.entry = "issue";
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

Value kept_request(const Intake& intake) {
  return Value::map({{"Capabilities", Value::list(intake.capabilities)},
                     {"AgentPlatform", intake.platform},
                     {"Version", intake.version}});
}

}  // namespace pkit::lifecycle
