#include "lifecycle/parameter.h"

#include "x509/pem.h"

namespace pkit::lifecycle {

namespace {

void set_text(Value& map, const char* key, const std::string& text) {
  if (!text.empty()) map.set(key, text);
}

Value claimed_of(const Intake& intake) {
  Value claimed = Value::map();
  claimed.set("ClientMachine", intake.client_machine);
  claimed.set("Capabilities", Value::list(intake.capabilities));
  set_text(claimed, "AgentPlatform", intake.platform);
  set_text(claimed, "Version", intake.version);
  claimed.set("ClientParameters", intake.client_parameters);
  set_text(claimed, "profile", intake.profile);
  set_text(claimed, "notAfter", intake.not_after);
  return claimed;
}

Value verified_of(const Session& session, const Caller& caller) {
  Value verified = Value::map();
  set_text(verified, "caller", session.caller());
  if (!session.caller().empty()) verified.set("osGroups", Value::list(session.os_groups));
  if (!caller.principal) return verified;
  verified.set("state", caller.principal->state);
  if (!caller.held.empty()) {
    const store::Certificate& last = caller.held.front();
    verified.set("previousCertificate", Value::map({{"serial", to_hex(last.serial)},
                                                    {"keyId", last.key_id},
                                                    {"notAfter", print_time(last.not_after)}}));
  }
  return verified;
}

/// The CSR with every name that is asked for, by itself or beside it: handlers judge them all.
x509::Csr with_all_names(const Intake& intake) {
  x509::Csr csr = *intake.csr;
  csr.sans.insert(csr.sans.end(), intake.sans.begin(), intake.sans.end());
  return csr;
}

}  // namespace

Value describe_key(const x509::PublicKey& key) {
  Value value = Value::map({{"type", key.type_word()}, {"bits", key.bits()}, {"id", to_hex(key.key_id())}});
  set_text(value, "curve", key.curve());
  return value;
}

Value describe_csr(const x509::Csr& csr) {
  Value value = Value::map({{"sha256", to_hex(csr.sha256)}, {"subject", csr.subject.text()}});
  set_text(value, "cn", csr.common_name());
  Value sans = Value::list();
  for (const x509::San& san : csr.sans)
    sans.push(Value::map({{"type", x509::san_word(san.type)}, {"value", san.value}}));
  value.set("sans", sans);
  for (const x509::San& san : csr.sans) {
    if (san.type == x509::SanType::other) continue;
    if (!value.find(x509::san_word(san.type))) value.set(x509::san_word(san.type), Value::list());
    Value list = value[x509::san_word(san.type)];
    list.push(san.value);
    value.set(x509::san_word(san.type), std::move(list));
  }
  value.set("key", describe_key(csr.key));
  value.set("signature", csr.signature.word);
  value.set("requested", Value::map({{"keyUsage", Value::list(csr.key_usage)},
                                     {"extendedKeyUsage", Value::list(csr.extended_key_usage)}}));
  value.set("attributes", Value::list(csr.attributes));
  return value;
}

Value handler_parameter(const Session& session, const Intake& intake, const Caller& caller) {
  Value parameter = Value::map();
  parameter.set("operation", intake.operation);
  parameter.set("approving", intake.entry == "approve");
  parameter.set("isInitial", caller.is_initial());
  parameter.set("claimed", claimed_of(intake));
  parameter.set("verified", verified_of(session, caller));
  Value csr;
  if (intake.csr) {
    csr = describe_csr(with_all_names(intake));
    csr.set("pem", x509::write_pem("CERTIFICATE REQUEST", intake.csr->storable()));
  }
  parameter.set("csr", std::move(csr));
  return parameter;
}

}  // namespace pkit::lifecycle
