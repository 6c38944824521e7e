// deny: the operator's no. No handler is asked.
#include "base/json.h"
#include "change/claim.h"
#include "change/reason.h"
#include "decision/plan.h"
#include "decision/told.h"
#include "digest/digest.h"
#include "fleet/operations.h"
#include "fleet/orchestrator.h"
#include "view/resolve.h"
#include "view/shapes.h"
#include "view/views.h"

namespace pkit {

namespace {

using State = store::RegistrationState;

constexpr Input kDenyInputs[] = {
    input<&DenyRequest::id>("id", "ID", "a registration or an orchestrator")
        .argument()
        .needed()
        .completes(Completion::waiting),
    input<&DenyRequest::reason>("reason", "TEXT", "why; it is told to whoever asks").needed(),
    input<&DenyRequest::revoke>("revoke", "", "revoke its certificates too"),
};

struct Target {
  Intake intake;
  bool whole;  // the orchestrator, whatever of it waits
};

Target find_target(Session& session, const DenyRequest& request, Time now) {
  const Found found = find_decidable(session, request.id);
  Target target{{}, found.registrations.empty()};
  store::Registration registration;
  if (target.whole)
    registration.principal = found.principals.front().id;
  else
    registration = found.registrations.front();
  target.intake.kind = &orchestrator_kind();
  target.intake.door = &door::denying;
  target.intake.now = now;
  target.intake.registration = registration.id;
  target.intake.principal = registration.principal;
  target.intake.client_machine = principal_of(session, registration.principal).name;
  return target;
}

void require_open(const store::Registration& registration) {
  if (registration.state != State::waiting && registration.state != State::approved &&
      registration.state != State::refused)
    throw Error(Kind::conflict, "registration.state",
                registration.id + " is " + store::state_word(registration.state) + " and cannot be denied",
                "deny its orchestrator: pkit deny " + registration.principal);
}

void require_change(const Bound& bound, const Caller& caller) {
  const bool changes =
      caller.state() != bound.principal->state || bound.registration || !bound.others.empty() || !bound.revoked.empty();
  if (!changes)
    throw Error(Kind::conflict, "orchestrator.disapproved", caller.principal->name + " is Disapproved already");
}

Bound plan_denial(const ReadSession& session, const Target& target, const Caller& caller, const DenyRequest& request) {
  if (caller.registration) require_open(*caller.registration);
  Run run{target.intake, caller, request.common.dry_run, {}, {}, {}, {}, Said{session.actor, request.reason}, {}};
  Bound bound = plan(session, run, Conclusion::denied);
  if (request.revoke && bound.principal->state != kDisapproved)
    throw Error(Kind::usage, "deny.revoke",
                "the certificates of " + caller.principal->name + " are not this registration's",
                "deny the orchestrator: pkit deny " + caller.principal->id + " --revoke");
  if (request.revoke) bound.revoked = caller.held;
  bound.revocation_reason = "cessationOfOperation";
  require_change(bound, caller);
  return bound;
}

Value trace_of(const ReadSession& session, const Bound& bound, const std::string& reason) {
  Value outcome = Value::map({{"exit", 0}, {"orchestrator", bound.principal->state}});
  if (bound.registration) outcome.set("registration", store::state_word(bound.registration->state));
  return Value::map({{"version", 1},
                     {"pkit", session.version},
                     {"operation", "deny"},
                     {"ClientMachine", bound.principal->name},
                     {"time", print_time(bound.now)},
                     {"actor", bound.actor},
                     {"verdict", Value::map({{"answer", "denied"}, {"by", bound.actor}, {"message", reason}})},
                     {"outcome", std::move(outcome)}});
}

void record_denial(const ReadSession& session, Bound& bound, const Caller& caller, const std::string& reason,
                   const Value& trace) {
  store::Attempt attempt;
  attempt.operation = "deny";
  attempt.name = bound.principal->name_key;
  attempt.principal = bound.principal->id;
  attempt.subject = bound.registration ? bound.registration->id : bound.principal->id;
  attempt.time = bound.now;
  attempt.actor = bound.actor;
  attempt.trace = canonical_json(trace);
  const Value data = Value::map({{"ClientMachine", bound.principal->name},
                                 {"reason", reason},
                                 {"by", bound.actor},
                                 {"trace", digest::sha256_hex(attempt.trace.canonical)}});
  if (bound.registration)
    bound.events.push_back({"registration.denied", bound.registration->id, telling(data, *bound.registration)});
  for (const store::RegistrationMark& other : bound.others)
    bound.events.push_back({"registration.denied", other.id, telling(session, data, other)});
  if (bound.principal->state != caller.state())
    bound.events.push_back({"orchestrator.disapproved", bound.principal->id, data});
  for (const store::Certificate& c : bound.revoked) {
    Value of_it = data;
    of_it.set("serial", to_hex(c.serial));
    of_it.set("reason", bound.revocation_reason);
    bound.events.push_back({"certificate.revoked", c.id, std::move(of_it)});
  }
  bound.attempt = std::move(attempt);
}

Outcome denial(const Bound& bound, const Caller& caller, bool dry_run, const Value& trace) {
  Outcome outcome;
  outcome.trace = trace;
  Value revoked = Value::list();
  for (const store::Certificate& c : bound.revoked) revoked.push(to_hex(c.serial));
  if (dry_run) {
    Value would = Value::map({{"exit", 0}, {"orchestrator", bound.principal->state}});
    if (bound.registration) would.set("registration", store::state_word(bound.registration->state));
    if (!bound.revoked.empty()) would.set("revoked", std::move(revoked));
    outcome.data = Value::map({{"dryRun", true}, {"would", std::move(would)}});
    return outcome;
  }
  if (bound.registration)
    outcome.data.set("registration", registration_view(*bound.registration, bound.principal->name));
  outcome.data.set("orchestrator", orchestrator_view(*bound.principal, orchestrator_of(*caller.part)));
  outcome.data.set("revoked", std::move(revoked));
  return outcome;
}

/// Nothing where the state changed before it could be written.
std::optional<Outcome> deny_once(Session& session, const DenyRequest& request, const Target& target) {
  const Caller caller = identify(session, target.intake);
  Bound bound = plan_denial(session, target, caller, request);
  const Value trace = trace_of(session, bound, request.reason);
  if (request.common.dry_run) return denial(bound, caller, true, trace);
  record_denial(session, bound, caller, request.reason, trace);
  bound.request_id = request.common.request_id;
  bound.request_subject = target.whole ? bound.principal->id : bound.registration->id;
  if (!commit(session, to_commit(target.intake, caller, bound))) return std::nullopt;
  return denial(bound, caller, false, trace);
}

Outcome deny_now(Session& session, const DenyRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  return retried("this was denied", [&] { return deny_once(session, request, find_target(session, request, now)); });
}

Outcome present_denial(Session& session, const std::string& subject) {
  const Found found = find_one(session, subject);
  Outcome outcome;
  const store::Principal principal = found.registrations.empty()
                                         ? found.principals.front()
                                         : principal_of(session, found.registrations.front().principal);
  std::optional<store::Orchestrator> orchestrator;
  session.state.read([&](store::Read& read) { orchestrator = store::orchestrators::find(read, principal.id); });
  outcome.data.set("orchestrator", orchestrator_view(principal, *orchestrator));
  const bool whole = found.registrations.empty();
  if (!whole) outcome.data.set("registration", registration_view(found.registrations.front(), principal.name));
  const bool stands = whole ? principal.state == kDisapproved : found.registrations.front().state == State::denied;
  if (!stands)
    outcome.error = Error(Kind::conflict, "deny.undone",
                          "it was denied, and since then " + principal.name + " was let in: it is " + principal.state,
                          "pkit deny " + subject + ", with a new request id");
  return outcome;
}

}  // namespace

Outcome deny(Session& session, const DenyRequest& request) {
  require_reason(request.reason, "deny.reason", "a denial");
  return once(
      session, request.common, "deny", given(kDenyInputs, &request), [&] { return deny_now(session, request); },
      [&](const std::string& subject) { return present_denial(session, subject); });
}

constinit const Operation kDeny = operation<DenyRequest, deny>({
    .name = "deny",
    .inputs = kDenyInputs,
    .data = &shape::denial,
});

}  // namespace pkit
