// orchestrator reset, reenroll and delete: an operator's word, and no handler's.
#include "change/claim.h"
#include "change/reason.h"
#include "fleet/orchestrator.h"
#include "fleet/own_change.h"
#include "fleet/own_operations.h"
#include "fleet/shapes.h"
#include "store/belongings.h"
#include "view/resolve.h"

namespace pkit {

namespace {

constexpr char kReenrollNone[] = "none";
constexpr const char* kGone = "deleted";

constexpr Input kWho =
    input<&OrchestratorRequest::who>("orchestrator", "ORCHESTRATOR", "its ClientMachine, ClientID or ID")
        .argument()
        .needed()
        .completes(Completion::orchestrator);
constexpr Input kResetInputs[] = {kWho};
constexpr Input kReenrollInputs[] = {
    kWho,
    input<&OrchestratorRequest::reenroll>("whether", "WHETHER", "whether a new certificate is wanted")
        .argument()
        .needed()
        .among(kOneOf<kReenrollNone, "requested", "required">),
};
constexpr Input kDeleteInputs[] = {
    kWho,
    input<&OrchestratorRequest::reason>("reason", "TEXT", "why, for the record").needed(),
};

Outcome shown(Session& session, const std::string& id) {
  Outcome outcome;
  const Machine machine = find_machine(session, id);
  OrchestratorPart part(machine.orchestrator);
  part.ties = machine.ties;
  outcome.data.set("orchestrator", orchestrator_kind().view(machine.principal, part));
  return outcome;
}

Outcome rehearsed_life(const Machine& machine, const char* state) {
  Outcome outcome;
  outcome.data = Value::map(
      {{"dryRun", true}, {"would", Value::map({{"exit", 0}, {"orchestrator", state}, {"id", machine.principal.id}})}});
  return outcome;
}

Outcome reset_once(Session& session, const OrchestratorRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  Machine machine = find_machine(session, request.who);
  const std::string& id = machine.principal.id;
  machine.principal.state = kNew;
  store::Orchestrator& o = machine.orchestrator;
  o.approved_by = "";
  store::OrchestratorTies kept;
  kept.principal = id;
  kept.client_id = machine.ties.client_id;
  machine.ties = kept;
  if (request.common.dry_run) return rehearsed_life(machine, kNew);
  write_own(session, request.common, now, {"orchestrator.new", id, Value::map({{"reset", true}})}, id,
            [&](store::Write& write) {
              require_written(store::principals::update(write, machine.principal), machine.principal.name);
              store::orchestrators::update(write, o);
              store::ties::put(write, machine.ties);
              store::belongings::replace(write, id, {});
            });
  return shown(session, id);
}

Outcome reenroll_once(Session& session, const OrchestratorRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  Machine machine = find_machine(session, request.who);
  if (machine.principal.state != kApproved && request.reenroll != kReenrollNone)
    throw Error(
        Kind::conflict, "orchestrator.state",
        machine.principal.name + " is " + machine.principal.state + ": only an Approved one can be asked for it");
  machine.ties.reenrollment = request.reenroll == kReenrollNone ? "" : request.reenroll;
  if (request.common.dry_run) return rehearsed_life(machine, machine.principal.state.c_str());
  const std::string& id = machine.principal.id;
  write_own(session, request.common, now, {"reenrollment." + request.reenroll, id}, id, [&](store::Write& write) {
    require_written(store::principals::update(write, machine.principal), machine.principal.name);
    store::ties::put(write, machine.ties);
  });
  return shown(session, id);
}

Outcome deleted(const store::Principal& principal) {
  Outcome outcome;
  outcome.data.set("orchestrator",
                   Value::map({{"id", principal.id}, {"ClientMachine", principal.name}, {"Status", kGone}}));
  return outcome;
}

/// What waits of it is nobody's any more.
void close_registrations(store::Write& write, const std::string& principal, const std::string& actor, Time now) {
  for (const store::RegistrationState state : {store::RegistrationState::waiting, store::RegistrationState::approved})
    for (store::Registration& registration : store::registrations::of_principal(write, principal, state)) {
      registration.state = store::RegistrationState::closed;
      registration.reason = "its orchestrator was deleted";
      registration.updated = now;
      require_written(store::registrations::update(write, registration), registration.id);
      store::events::append(write, now, actor, "registration.closed", registration.id, Value::map());
    }
}

Outcome delete_once(Session& session, const OrchestratorRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Machine machine = find_machine(session, request.who);
  const std::string& id = machine.principal.id;
  if (request.common.dry_run) return rehearsed_life(machine, kGone);
  write_own(
      session, request.common, now,
      {"orchestrator.deleted", id, Value::map({{"ClientMachine", machine.principal.name}, {"reason", request.reason}})},
      id, [&](store::Write& write) {
        if (!store::certificates::valid_of_principal(write, id, now).empty())
          throw Error(Kind::conflict, "orchestrator.holds", machine.principal.name + " holds a valid certificate",
                      "revoke it first: pkit deny " + id + " --revoke");
        close_registrations(write, id, session.actor, now);
        store::belongings::replace(write, id, {});
        require_written(store::forget(write, machine.principal), machine.principal.name);
      });
  return deleted(machine.principal);
}

}  // namespace

Outcome reset_orchestrator(Session& session, const OrchestratorRequest& request) {
  return once(
      session, request.common, "orchestrator reset", given(kResetInputs, &request),
      [&] { return reset_once(session, request); }, [&](const std::string& id) { return shown(session, id); });
}

Outcome reenroll_orchestrator(Session& session, const OrchestratorRequest& request) {
  return once(
      session, request.common, "orchestrator reenroll", given(kReenrollInputs, &request),
      [&] { return reenroll_once(session, request); }, [&](const std::string& id) { return shown(session, id); });
}

Outcome delete_orchestrator(Session& session, const OrchestratorRequest& request) {
  require_reason(request.reason, "orchestrator.reason", "a deletion");
  return once(
      session, request.common, "orchestrator delete", given(kDeleteInputs, &request),
      [&] { return delete_once(session, request); },
      [&](const std::string& id) { return deleted(principal_of(session, id)); });
}

constinit const Operation kResetOrchestrator = operation<OrchestratorRequest, reset_orchestrator>(
    {.name = "orchestrator reset", .inputs = kResetInputs, .data = &shape::orchestrator_life});
constinit const Operation kReenrollOrchestrator = operation<OrchestratorRequest, reenroll_orchestrator>(
    {.name = "orchestrator reenroll", .inputs = kReenrollInputs, .data = &shape::orchestrator_life});
constinit const Operation kDeleteOrchestrator = operation<OrchestratorRequest, delete_orchestrator>(
    {.name = "orchestrator delete", .inputs = kDeleteInputs, .data = &shape::orchestrator_deleted});

}  // namespace pkit
