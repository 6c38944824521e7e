#include "decision/registration_state.h"

#include "store/renewals.h"
#include "view/views.h"

namespace pkit {

namespace {

using State = store::RegistrationState;

struct Stored {
  std::optional<store::Registration> registration;
  std::optional<store::Principal> principal;
  KindPartPtr part;
  std::optional<store::Certificate> certificate;
};

Stored read_stored(const ReadSession& session, const PrincipalKind& kind, const std::string& id) {
  Stored stored;
  session.state.read([&](store::Read& read) {
    stored.registration = store::registrations::find(read, id);
    if (!stored.registration) return;
    stored.principal = store::principals::find(read, stored.registration->principal);
    stored.part = kind.read_part(read, stored.registration->principal);
    if (!stored.registration->certificate.empty())
      stored.certificate = store::certificates::find(read, stored.registration->certificate);
    if (stored.certificate) stored.certificate = store::renewals::newest(read, *stored.certificate);
  });
  if (!stored.registration)
    throw Error(Kind::not_found, "registration.missing", "there is no registration " + printable(id));
  return stored;
}

std::optional<Error> present_error(const Stored& stored, const PrincipalKind& kind, Time now) {
  const store::Registration& r = *stored.registration;
  const Admission& row = admission(kind, stored.principal->state, door::registering);
  const std::string because = stored.principal->reason.empty() ? "" : ": " + stored.principal->reason;
  if (!row.admitted) return Error(row.refusal, row.code, stored.principal->name + " " + row.why + because, row.hint);
  if (r.state == State::waiting || r.state == State::approved)
    return Error(Kind::pending, "registration.waiting",
                 r.id + (r.state == State::waiting ? " waits for approval"
                                                   : " is approved; its certificate is still to be issued"));
  if (r.state == State::denied) return Error(Kind::denied, "registration.denied", r.id + " was denied: " + r.reason);
  if (r.state == State::refused) return Error(Kind::denied, "registration.refused", r.id + " was refused: " + r.reason);
  if (r.state == State::closed)
    return Error(Kind::conflict, "registration.closed", r.id + " is closed", "register with a new CSR");
  const auto state = stored.certificate ? store::state_of(*stored.certificate, now) : store::CertificateState::valid;
  if (state != store::CertificateState::valid)
    return Error(Kind::conflict, "certificate.ended", "the certificate of " + r.id + " is " + store::state_word(state),
                 "register with a new CSR");
  return std::nullopt;
}

}  // namespace

Outcome registration_state(const ReadSession& session, const PrincipalKind& kind, const std::string& registration) {
  const Stored stored = read_stored(session, kind, registration);
  const Time now = operation_time(session, false);
  Outcome outcome;
  outcome.error = present_error(stored, kind, now);
  outcome.data.set("registration", registration_view(*stored.registration, stored.principal->name));
  if (stored.part) outcome.data.set(kind.name, kind.view(*stored.principal, *stored.part));
  outcome.registration = stored.registration->state;
  if (outcome.error || !stored.certificate) return outcome;
  outcome.data.set("certificate", certificate_view(*stored.certificate, stored.principal->name, now));
  hand_out(session, outcome, *stored.certificate);
  return outcome;
}

}  // namespace pkit
