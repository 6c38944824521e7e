#include "decision/stages/parameter.h"

#include "view/describe.h"
#include "x509/pem.h"

namespace pkit {

namespace {

void set_text(Value& map, const char* key, const std::string& text) {
  if (!text.empty()) map.set(key, text);
}

Value claimed_of(const Intake& intake) {
  Value claimed = Value::map();
  claimed.set("ClientMachine", intake.client_machine);
  for (const auto& [key, value] : intake.claims.members())
    if (!value.is_text() || !value.as_text().empty()) claimed.set(key, value);
  claimed.set("ClientParameters", intake.client_parameters);
  set_text(claimed, "profile", intake.profile);
  set_text(claimed, "notAfter", intake.not_after);
  return claimed;
}

Value verified_of(const ReadSession& session, const Intake& intake, const Caller& caller) {
  Value verified = Value::map();
  set_text(verified, "caller", session.caller());
  if (!session.caller().empty()) verified.set("osGroups", Value::list(session.os_groups));
  for (const auto& [key, value] : intake.verified.members()) verified.set(key, value);
  if (!caller.principal) return verified;
  verified.set("state", caller.principal->state);
  if (caller.part) {
    const Value view = caller.kind->view(*caller.principal, *caller.part);
    set_text(verified, "ClientID", view.text_or("ClientID"));
    if (caller.kind->says_whose) verified.set(caller.kind->name, view["id"]);
  }
  if (!caller.held.empty()) {
    const store::Certificate& last = caller.held.front();
    verified.set("previousCertificate", Value::map({{"serial", to_hex(last.serial)},
                                                    {"keyId", last.key_id},
                                                    {"notAfter", print_time(last.not_after)}}));
  }
  return verified;
}

/// The CSR with every name that is asked for, by itself or beside it: handlers judge them all.
Value describe_with_all_names(const Intake& intake) {
  if (intake.sans.empty()) return describe_csr(*intake.csr);
  x509::Csr csr = *intake.csr;
  csr.sans.insert(csr.sans.end(), intake.sans.begin(), intake.sans.end());
  return describe_csr(csr);
}

}  // namespace

Value handler_parameter(const ReadSession& session, const Intake& intake, const Caller& caller) {
  Value parameter = Value::map();
  parameter.set("operation", intake.door->operation);
  parameter.set("approving", intake.door->approving);
  parameter.set("isInitial", caller.is_initial());
  parameter.set("claimed", claimed_of(intake));
  parameter.set("verified", verified_of(session, intake, caller));
  Value csr;
  if (intake.csr) {
    csr = describe_with_all_names(intake);
    csr.set("pem", x509::write_pem("CERTIFICATE REQUEST", intake.csr->storable()));
  }
  parameter.set("csr", std::move(csr));
  return parameter;
}

}  // namespace pkit
