#include "fleet/orchestrator.h"

#include "base/address.h"
#include "decision/asked.h"
#include "decision/plan.h"
#include "digest/digest.h"
#include "fleet/ties.h"
#include "store/renewals.h"
#include "view/views.h"

namespace pkit {

namespace {

using State = store::RegistrationState;

std::optional<store::Registration> registration_of(store::Read& read, const Intake& intake,
                                                   const std::string& principal) {
  if (!intake.registration.empty()) return store::registrations::find(read, intake.registration);
  if (!intake.door->registers) return std::nullopt;
  return store::registrations::find_by_csr(read, principal, intake.csr_sha256());
}

Fault fault(Kind kind, std::string code, std::string what, std::string hint) {
  return Fault{kind, std::move(code), "", std::move(what), std::move(hint)};
}

/// What an operator made of what was asked for before is the answer to it, whatever that is.
bool asks_as_registered(const store::Registration& r, const Intake& intake) {
  return intake.profile == r.profile && intake.not_after == r.not_after && !intake.strict;
}

/// A registration that was decided on for good cannot be registered again. One without a CSR is the orchestrator's only
/// one of that kind: it goes on as long as the orchestrator does.
std::vector<Fault> check_again(const store::Registration& r, const Intake& intake, const Caller& caller) {
  if (!intake.csr && (r.state == State::closed || caller.state() == kApproved)) return {};
  if (r.state == State::closed)
    return {fault(Kind::conflict, "registration.closed", r.id + " is closed", "register with a new CSR")};
  if (r.state == State::denied)
    return {fault(Kind::denied, "registration.denied", r.id + " was denied: " + r.reason, "register with a new CSR")};
  if (r.state != State::issued || !caller.certificate) return {};
  if (caller.certificate->revoked_at)
    return {fault(Kind::conflict, "certificate.revoked", "the certificate of " + r.id + " is revoked",
                  "register with a new CSR")};
  if (intake.now > caller.certificate->not_after)
    return {fault(Kind::conflict, "certificate.expired", "the certificate of " + r.id + " has expired",
                  "register with a new CSR")};
  if (asks_as_registered(r, intake)) return {};
  if (const auto what = asked_otherwise(intake, *caller.certificate))
    return {fault(Kind::conflict, "registration.differs", r.id + " has a certificate with " + *what,
                  "for another certificate make a new CSR")};
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
  if (capabilities_changed(intake, caller))
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
  if (r.state == State::closed)
    return {fault(Kind::conflict, "registration.closed", r.id + " is closed", "the client must register again")};
  if (r.state == State::approved)
    return {fault(Kind::conflict, "registration.approved", r.id + " is approved already", "pkit issue " + r.id)};
  const bool settled = r.state == State::issued || r.state == State::done;
  if (settled && caller.state() != kDisapproved)
    return {fault(Kind::conflict, "registration.approved", r.id + " is approved already", "pkit show " + r.id)};
  return {};
}

std::vector<Fault> check_issue(const Caller& caller) {
  if (!caller.registration || caller.registration->state == State::approved) return {};
  const store::Registration& r = *caller.registration;
  const std::string hint = r.state == State::waiting ? "pkit approve " + r.id : "pkit show " + r.id;
  return {
      fault(Kind::conflict, "registration.state", r.id + " is " + store::state_word(r.state) + ", not approved", hint)};
}

/// What was issued for a registration, or what renewals put in its place.
std::optional<store::Certificate> newest_certificate(store::Read& read, const std::string& id) {
  std::optional<store::Certificate> issued = store::certificates::find(read, id);
  if (issued) issued = store::renewals::newest(read, std::move(*issued));
  return issued;
}

/// The principal's other registrations in this state.
void add_open(store::Read& read, const std::string& principal, State state, Caller& caller) {
  for (store::RegistrationMark& other : store::registrations::marks(read, principal, state))
    if (!caller.registration || other.id != caller.registration->id) caller.open.push_back(std::move(other));
}

KindPartPtr read_orchestrator(store::Read& read, const std::string& principal) {
  std::optional<store::Orchestrator> row = store::orchestrators::find(read, principal);
  if (!row) return nullptr;
  auto part = std::make_shared<OrchestratorPart>(std::move(*row));
  part->ties = store::ties::find(read, principal);
  return part;
}

Caller authenticate_orchestrator(store::Read& read, const Intake& intake) {
  Caller caller;
  caller.kind = &orchestrator_kind();
  caller.principal = intake.principal.empty() ? store::find_called(read, intake.name_key())
                                              : store::principals::find(read, intake.principal);
  if (intake.csr) {
    const std::string key = to_hex(intake.csr->key.key_id());
    caller.other_holder = store::certificates::other_holder(read, key, caller.principal ? caller.principal->id : "");
    if (intake.once) caller.issued = store::certificates::find_by_csr(read, key, intake.csr->sha256);
  }
  if (!caller.principal) return caller;
  const std::string& id = caller.principal->id;
  caller.part = read_orchestrator(read, id);
  caller.registration = registration_of(read, intake, id);
  if (caller.registration && !caller.registration->certificate.empty())
    caller.certificate = newest_certificate(read, caller.registration->certificate);
  caller.held = store::certificates::valid_of_principal(read, id, intake.now);
  caller.established = caller.state() == kApproved && !caller.held.empty();
  add_open(read, id, State::waiting, caller);
  if (intake.door == &door::denying) add_open(read, id, State::approved, caller);  // a denial undoes these too
  return caller;
}

policy::PrincipalFields orchestrator_fields(const Intake& intake, const Caller& caller) {
  const std::string tied = caller.part ? ties_of(*caller.part).client_id : std::string();
  if (!tied.empty()) return {{"ClientMachine", tied}, {policy::kFormerMachine, caller.principal->name}};
  return {{"ClientMachine", caller.principal ? caller.principal->name : intake.client_machine}};
}

/// Once it has a ClientID it must say that, and the name by which it came first is none of its own any more (A14).
std::vector<Fault> check_client_id(const Intake& intake, const Caller& caller) {
  if (!intake.principal.empty() || !caller.part) return {};
  const std::string& tied = ties_of(*caller.part).client_id;
  if (tied.empty() || machine_key(tied) == intake.name_key()) return {};
  return {fault(Kind::conflict, "register.clientid.mismatch",
                intake.client_machine + " has a ClientID, and must send that as ClientMachine", "")};
}

std::vector<Fault> check_orchestrator(const Intake& intake, const Caller& caller) {
  std::vector<Fault> faults = check_client_id(intake, caller);
  if (!faults.empty()) return faults;
  if (intake.door == &door::registering) return check_register(intake, caller);
  if (intake.door == &door::approving) return check_approve(caller);
  return intake.door == &door::issuing ? check_issue(caller) : std::vector<Fault>();
}

store::Orchestrator new_orchestrator(const ReadSession& session, const Run& run, const std::string& principal) {
  store::Orchestrator orchestrator;
  orchestrator.principal = principal;
  orchestrator.agent_id = ordered_uuid(session.world);
  orchestrator.created = orchestrator.last_seen = run.intake.now;
  return orchestrator;
}

void take_claims(store::Orchestrator& orchestrator, const Value& claims) {
  orchestrator.capabilities = claims["Capabilities"].is_list() ? claims["Capabilities"] : Value::list();
  orchestrator.platform = claims.text_or("AgentPlatform");
  orchestrator.agent_version = claims.text_or("Version");
}

/// "handler:NAME", "manual:uid:N" or "issue:uid:N".
std::string approver(const ReadSession& session, const Run& run) {
  return run.intake.door == &door::issuing ? "issue:" + session.actor : run.by();
}

struct OrchestratorEffects : KindEffects {
  Ties ties;
};

const Ties* new_ties(const Run& run) {
  return run.effects ? &static_cast<const OrchestratorEffects&>(*run.effects).ties : nullptr;
}

/// Is what it is expected to use over the key that is renewed or rotated? It may be another one that it holds, at one
/// of its stores. Where what was expected has ended, the new one is.
bool is_of_expected(const OrchestratorPart& part, const Run& run) {
  const bool renews = run.intake.door == &door::renewing;
  if (!renews && run.intake.door != &door::rotating) return true;
  const std::string& key = renews ? run.caller.replaced->key_id : run.intake.retired_key;
  for (const store::Certificate& held : run.caller.held)
    if (to_hex(digest::sha1(held.der)) == part.ties.thumbprint) return held.key_id == key;
  return true;
}

/// The certificate that it is expected to use from now on; the one before it may still be in use. A renewal over the
/// same key is not the new certificate that was asked of it (T-A25): it may be the operator's, and nothing is known of
/// its having come to the agent.
void take_signed(OrchestratorPart& part, const Run& run) {
  if (!run.signing || !run.signing->leaf || !is_of_expected(part, run)) return;
  part.ties.legacy_thumbprint = part.ties.thumbprint;
  part.ties.thumbprint = to_hex(digest::sha1(run.signing->leaf->der));
  if (run.intake.door != &door::renewing) part.ties.reenrollment.clear();
}

void take_ties(OrchestratorPart& part, const Ties& ties, const std::string& principal) {
  if (!ties.client_id.empty()) {
    part.ties.client_id = ties.client_id;
    part.takes_client_id = true;
  }
  if (!ties.blueprint) return;
  part.ties.blueprint = ties.blueprint->name;
  part.blueprint = ties.blueprint;
  part.belongings = ties.belongings;
  for (store::CertificateStore& one : part.belongings->stores) one.principal = principal;
  for (store::Job& one : part.belongings->jobs) one.principal = principal;
}

KindPartPtr next_orchestrator(const ReadSession& session, const Run& run, const store::Principal& next) {
  store::Orchestrator row =
      run.caller.part ? orchestrator_of(*run.caller.part) : new_orchestrator(session, run, next.id);
  const bool becomes_approved = next.state == kApproved && run.caller.state() != kApproved;
  // A CSR can be replayed by whoever saw it: what is claimed beside it proves nothing of an established one.
  const bool heard = run.intake.door == &door::registering && !run.caller.only_claimed(run.intake);
  if (heard || (becomes_approved && run.intake.door == &door::approving)) take_claims(row, run.intake.claims);
  if (heard) row.last_seen = run.intake.now;
  if (becomes_approved) row.approved_by = approver(session, run);
  const Ties* ties = new_ties(run);
  auto part = std::make_shared<OrchestratorPart>(std::move(row));
  if (run.caller.part) part->ties = ties_of(*run.caller.part);
  part->ties.principal = next.id;
  if (becomes_approved && ties) part->licences = ties->licences;
  if (next.state == kApproved) take_signed(*part, run);
  if (next.state == kApproved && ties) take_ties(*part, *ties, next.id);
  return part;
}

void bind_orchestrator(store::Write& write, const KindPart& part, bool is_new) {
  if (is_new)
    store::orchestrators::insert(write, orchestrator_of(part));
  else
    store::orchestrators::update(write, orchestrator_of(part));
  store::ties::put(write, ties_of(part));
  if (const auto& all = static_cast<const OrchestratorPart&>(part).belongings)
    store::belongings::replace(write, orchestrator_of(part).principal, *all);
}

/// What no row's version tells: a licence, a ClientID that nobody has, the blueprint as it was read.
bool orchestrator_still_so(store::Read& read, const KindPart& next) {
  const auto& part = static_cast<const OrchestratorPart&>(next);
  if (part.licences && store::principals::count(read, orchestrator_kind().name, kApproved) >= *part.licences)
    return false;
  if (part.takes_client_id && !is_free(read, part.ties.client_id, part.row.principal)) return false;
  if (!part.blueprint) return true;
  const auto now = store::blueprints::find(read, part.blueprint->name);
  return now && now->id == part.blueprint->id && now->version == part.blueprint->version;
}

/// Approved ones count; one that is let in already needs no further licence (A3, X8).
std::string no_licence(const ReadSession& session, const Setup& setup, const Caller& caller) {
  if (!setup.licences || caller.state() == kApproved) return {};
  std::int64_t used = 0;
  session.state.read(
      [&](store::Read& read) { used = store::principals::count(read, orchestrator_kind().name, kApproved); });
  if (used < *setup.licences) return {};
  return "no licence is left: " + std::to_string(used) + " of " + std::to_string(*setup.licences) + " are used";
}

KindEffectsPtr orchestrator_effects(const ReadSession& session, const Setup& setup, const Run& run) {
  auto effects = std::make_shared<OrchestratorEffects>();
  effects->ties.licences = setup.licences;
  const handler::Outputs& outputs = run.verdict->outputs();
  if (!run.intake.door->decides) {
    if (!outputs.blueprint.empty() || !outputs.client_id.empty())
      effects->warnings.push_back("blueprintName and ClientID count where a registration is decided, and not here");
    return effects;
  }
  store::OrchestratorTies present;
  if (run.caller.part) present = ties_of(*run.caller.part);
  std::vector<std::string> capabilities;
  if (run.intake.claims["Capabilities"].is_list())
    for (const Value& one : run.intake.claims["Capabilities"].items()) capabilities.push_back(one.as_text());
  session.state.read([&](store::Read& read) {
    effects->ties =
        judge_ties(read, setup, outputs, {present, capabilities, run.caller.only_claimed(run.intake)}, session.world);
  });
  const Ties& ties = effects->ties;
  effects->rejected = ties.rejected;
  effects->warnings = ties.warnings;
  if (ties.rejected) effects->told.set("rejected", ties.rejected->what);
  if (ties.blueprint) effects->told.set("blueprintName", ties.blueprint->name);
  if (!ties.client_id.empty()) effects->told.set("ClientID", ties.client_id);
  if (ties.licences) effects->told.set("licences", *ties.licences);
  return effects;
}

Value claims_of_orchestrator(const KindPart& part) {
  const store::Orchestrator& row = orchestrator_of(part);
  return orchestrator_claims(row.capabilities, row.platform, row.agent_version);
}

Value view_orchestrator(const store::Principal& principal, const KindPart& part) {
  Value view = orchestrator_view(principal, orchestrator_of(part));
  const store::OrchestratorTies& ties = ties_of(part);
  for (const auto& [key, text] : {std::pair{"ClientID", ties.client_id},
                                  {"Blueprint", ties.blueprint},
                                  {"AuthCertificateReenrollment", ties.reenrollment},
                                  {"Thumbprint", ties.thumbprint},
                                  {"LegacyThumbprint", ties.legacy_thumbprint}})
    if (!text.empty()) view.set(key, text);
  return view;
}

constexpr const char* kStates[] = {kNew, kApproved, kDisapproved};

}  // namespace

const store::Orchestrator& orchestrator_of(const KindPart& part) {
  return static_cast<const OrchestratorPart&>(part).row;
}

const store::OrchestratorTies& ties_of(const KindPart& part) { return static_cast<const OrchestratorPart&>(part).ties; }

Value orchestrator_claims(const Value& capabilities, const std::string& platform, const std::string& version) {
  return Value::map({{"Capabilities", capabilities}, {"AgentPlatform", platform}, {"Version", version}});
}

bool capabilities_changed(const Intake& intake, const Caller& caller) {
  return caller.part && orchestrator_of(*caller.part).capabilities != intake.claims["Capabilities"];
}

const PrincipalKind& orchestrator_kind() {
  static const PrincipalKind kind{.name = "orchestrator",
                                  .id_letter = 'o',
                                  .states = kStates,
                                  .admissions = orchestrator_admissions(),
                                  .consequences = orchestrator_consequences(),
                                  .authenticate = authenticate_orchestrator,
                                  .requirements = orchestrator_fields,
                                  .extra_checks = check_orchestrator,
                                  .next_part = next_orchestrator,
                                  .read_part = read_orchestrator,
                                  .bind = bind_orchestrator,
                                  .claims = claims_of_orchestrator,
                                  .view = view_orchestrator,
                                  .lacking = store::orchestrators::lacking,
                                  .no_room = no_licence,
                                  .effects = orchestrator_effects,
                                  .still_so = orchestrator_still_so,
                                  .name_key = machine_key};
  return kind;
}

}  // namespace pkit
