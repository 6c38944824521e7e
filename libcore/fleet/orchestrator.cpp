#include "fleet/orchestrator.h"

#include "decision/bind.h"

namespace pkit {

namespace {

std::optional<store::Registration> registration_of(store::Read& read, const Intake& intake,
                                                   const std::string& principal) {
  if (!intake.registration.empty()) return store::registrations::find(read, intake.registration);
  if (intake.entry != "register") return std::nullopt;
  return store::registrations::find_by_csr(read, principal, intake.csr_sha256());
}

Fault fault(Kind kind, std::string code, std::string what, std::string hint) {
  return Fault{kind, std::move(code), "", std::move(what), std::move(hint)};
}

/// A registration that was decided on for good cannot be registered again. One without a CSR is the orchestrator's only
/// one of that kind: it goes on as long as the orchestrator does.
std::vector<Fault> check_again(const store::Registration& r, const Intake& intake, const Caller& caller) {
  if (!intake.csr && (r.state == "closed" || caller.state() == "Approved")) return {};
  if (r.state == "closed")
    return {fault(Kind::conflict, "registration.closed", r.id + " is closed", "register with a new CSR")};
  if (r.state == "denied")
    return {fault(Kind::denied, "registration.denied", r.id + " was denied: " + r.reason, "register with a new CSR")};
  if (r.state != "issued" || !caller.certificate) return {};
  if (caller.certificate->revoked_at)
    return {fault(Kind::conflict, "certificate.revoked", "the certificate of " + r.id + " is revoked",
                  "register with a new CSR")};
  if (intake.now > caller.certificate->not_after)
    return {fault(Kind::conflict, "certificate.expired", "the certificate of " + r.id + " has expired",
                  "register with a new CSR")};
  return {};
}

/// What a stranger could have sent changes nothing about an orchestrator that holds a valid certificate.
std::vector<Fault> check_stranger(const Intake& intake, const Caller& caller) {
  if (!caller.only_claimed(intake)) return {};
  const char* hint =
      "use a CSR over the key that it holds and its capabilities as they are, or sign the request: --cert and --key";
  if (intake.csr && !caller.proven_by_key(intake))
    return {fault(Kind::authentication, "register.unproven",
                  intake.client_machine + " holds a valid certificate, and the CSR is over another key", hint)};
  if (caller.capabilities_changed(intake))
    return {fault(Kind::authentication, "register.unproven",
                  intake.client_machine + " holds a valid certificate, and a change of its capabilities is not proven",
                  hint)};
  return {};
}

std::vector<Fault> check_register(const Intake& intake, const Caller& caller) {
  if (caller.registration) {
    std::vector<Fault> faults = check_again(*caller.registration, intake, caller);
    if (!faults.empty()) return faults;
  }
  return check_stranger(intake, caller);
}

std::vector<Fault> check_approve(const Caller& caller) {
  if (!caller.registration) return {};
  const store::Registration& r = *caller.registration;
  if (r.state == "closed")
    return {fault(Kind::conflict, "registration.closed", r.id + " is closed", "the client must register again")};
  if (r.state == "approved")
    return {fault(Kind::conflict, "registration.approved", r.id + " is approved already", "pkit issue " + r.id)};
  const bool settled = r.state == "issued" || r.state == "done";
  if (settled && caller.state() != "Disapproved")
    return {fault(Kind::conflict, "registration.approved", r.id + " is approved already", "pkit show " + r.id)};
  return {};
}

std::vector<Fault> check_issue(const Caller& caller) {
  if (!caller.registration || caller.registration->state == "approved") return {};
  const store::Registration& r = *caller.registration;
  const std::string hint = r.state == "waiting" ? "pkit approve " + r.id : "pkit show " + r.id;
  return {fault(Kind::conflict, "registration.state", r.id + " is " + r.state + ", not approved", hint)};
}

/// The principal's other registrations in this state.
void add_open(store::Read& read, const std::string& principal, const char* state, Caller& caller) {
  for (store::Registration& other : store::registrations::of_principal(read, principal, state))
    if (!caller.registration || other.id != caller.registration->id) caller.open.push_back(std::move(other));
}

}  // namespace

Caller authenticate_orchestrator(store::Read& read, const Intake& intake) {
  Caller caller;
  caller.kind = &orchestrator_kind();
  caller.principal = intake.principal.empty()
                         ? store::principals::find_by_name(read, caller.kind->name, intake.name_key())
                         : store::principals::find(read, intake.principal);
  if (intake.csr) {
    const std::string key = to_hex(intake.csr->key.key_id());
    caller.other_holder = store::certificates::other_holder(read, key, caller.principal ? caller.principal->id : "");
    if (intake.once) caller.issued = store::certificates::find_by_csr(read, key, intake.csr->sha256);
  }
  if (!caller.principal) return caller;
  const std::string& id = caller.principal->id;
  caller.orchestrator = store::orchestrators::find(read, id);
  caller.registration = registration_of(read, intake, id);
  if (caller.registration && !caller.registration->certificate.empty())
    caller.certificate = store::certificates::find(read, caller.registration->certificate);
  caller.held = store::certificates::valid_of_principal(read, id, intake.now);
  add_open(read, id, "waiting", caller);
  if (intake.entry == "deny") add_open(read, id, "approved", caller);  // a denial undoes these too
  return caller;
}

policy::PrincipalFields orchestrator_fields(const Intake& intake, const Caller& caller) {
  return {{"ClientMachine", caller.principal ? caller.principal->name : intake.client_machine}};
}

std::vector<Fault> check_orchestrator(const Intake& intake, const Caller& caller) {
  if (intake.entry == "register") return check_register(intake, caller);
  if (intake.entry == "approve") return check_approve(caller);
  return check_issue(caller);
}

void bind_orchestrator(store::Write& write, const Bound& bound) {
  if (!bound.orchestrator) return;
  if (bound.principal_is_new)
    store::orchestrators::insert(write, *bound.orchestrator);
  else
    store::orchestrators::update(write, *bound.orchestrator);
}

const PrincipalKind& orchestrator_kind() {
  static constexpr PrincipalKind kind{"orchestrator",      kOrchestratorStates, authenticate_orchestrator,
                                      orchestrator_fields, check_orchestrator,  bind_orchestrator};
  return kind;
}

}  // namespace pkit
