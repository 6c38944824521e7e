#include "decision/registration_state.h"

#include "view/views.h"

namespace pkit {

namespace {

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

}  // namespace

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

}  // namespace pkit
