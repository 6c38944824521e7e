// register: an orchestrator asks to be let in (document A).
#include "lifecycle/claim.h"
#include "lifecycle/operations.h"
#include "lifecycle/pipeline.h"
#include "lifecycle/views.h"
#include "x509/digest.h"

namespace pkit::lifecycle {

namespace {

Value inputs_of(const RegisterRequest& request) {
  Value parameters = Value::map();
  for (const auto& [key, value] : request.parameters) parameters.set(key, value);
  return Value::map({{"clientMachine", request.client_machine},
                     {"capabilities", Value::list(request.capabilities)},
                     {"platform", request.platform},
                     {"version", request.version},
                     {"parameters", std::move(parameters)},
                     {"csr", request.csr ? Value(x509::sha256_hex(*request.csr)) : Value()},
                     {"profile", request.profile},
                     {"notAfter", request.not_after}});
}

struct Stored {
  std::optional<store::Registration> registration;
  std::optional<store::Principal> principal;
  std::optional<store::Orchestrator> orchestrator;
  std::optional<store::Certificate> certificate;
};

Stored read_stored(Session& session, const std::string& id) {
  Stored stored;
  session.database.read([&](store::Read& read) {
    stored.registration = store::registrations::find(read, id);
    if (!stored.registration) return;
    stored.principal = store::principals::find(read, stored.registration->principal);
    stored.orchestrator = store::orchestrators::find(read, stored.registration->principal);
    if (!stored.registration->certificate.empty())
      stored.certificate = store::certificates::find(read, stored.registration->certificate);
  });
  if (!stored.registration)
    throw Error(Kind::not_found, "registration.missing", "there is no registration " + printable(id));
  return stored;
}

std::optional<Error> present_error(const Stored& stored, Time now) {
  const store::Registration& r = *stored.registration;
  if (stored.principal->state == "Disapproved")
    return Error(Kind::denied, "orchestrator.disapproved", stored.principal->name + " is Disapproved",
                 "only an operator's approve leaves that state");
  if (r.state == "waiting" || r.state == "approved")
    return Error(
        Kind::pending, "registration.waiting",
        r.id + (r.state == "waiting" ? " waits for approval" : " is approved; its certificate is still to be issued"));
  if (r.state == "denied") return Error(Kind::denied, "registration.denied", r.id + " was denied: " + r.reason);
  if (r.state == "refused") return Error(Kind::denied, "registration.refused", r.id + " was refused: " + r.reason);
  if (r.state == "closed")
    return Error(Kind::conflict, "registration.closed", r.id + " is closed", "register with a new CSR");
  if (stored.certificate && std::string(certificate_state(*stored.certificate, now)) != "valid")
    return Error(Kind::conflict, "certificate.ended",
                 "the certificate of " + r.id + " is " + certificate_state(*stored.certificate, now),
                 "register with a new CSR");
  return std::nullopt;
}

/// Differs after any commit of another process, and costs no look at a table.
std::int64_t commits_seen(Session& session) {
  std::int64_t counter = 0;
  session.database.read([&](store::Read& read) { counter = store::change_counter(read); });
  return counter;
}

}  // namespace

Outcome register_orchestrator(Session& session, const RegisterRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  Bytes proven_by;
  if (request.proof)
    proven_by = accept_proof(session, *request.proof, request.client_machine, now, request.common.dry_run);
  const auto first = [&] {
    const Intake intake = take_registration(session, request, now, proven_by);
    return run_pipeline(session, intake, {request.common});
  };
  return once(session, request.common, "register", inputs_of(request), first,
              [&](const std::string& subject) { return registration_state(session, subject); });
}

Outcome registration_state(Session& session, const std::string& registration) {
  const Stored stored = read_stored(session, registration);
  const Time now = operation_time(session, false);
  Outcome outcome;
  outcome.error = present_error(stored, now);
  outcome.data.set("registration", registration_view(*stored.registration, stored.principal->name));
  outcome.data.set("orchestrator", orchestrator_view(*stored.principal, *stored.orchestrator));
  if (outcome.error || !stored.certificate) return outcome;
  outcome.data.set("certificate", certificate_view(*stored.certificate, stored.principal->name, now));
  hand_out(session, outcome, *stored.certificate);
  return outcome;
}

Outcome wait_for_registration(Session& session, const std::string& registration, Duration limit) {
  constexpr Duration kPause = 100;
  const Duration until = session.world.steady() + limit;
  std::int64_t seen = commits_seen(session);
  Outcome outcome = registration_state(session, registration);
  while (outcome.error && outcome.error->kind() == Kind::pending && session.world.steady() < until) {
    session.world.sleep(kPause);
    const std::int64_t now_seen = commits_seen(session);
    if (now_seen == seen) continue;
    seen = now_seen;
    outcome = registration_state(session, registration);
  }
  return outcome;
}

}  // namespace pkit::lifecycle
