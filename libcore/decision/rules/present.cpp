#include "decision/present.h"

#include "decision/asked.h"
#include "decision/registration_state.h"
#include "view/resolve.h"
#include "view/views.h"

namespace pkit {

namespace {

std::optional<Error> difference(const Intake& intake, const store::Certificate& certificate,
                                const store::Principal& principal) {
  std::optional<std::string> what = asked_otherwise(intake, certificate);
  if (principal.name_key != intake.name_key())
    what = "the client machine " + principal.name + ", not " + intake.client_machine;
  if (!what) return std::nullopt;
  return Error(Kind::conflict, "batch.differs", "this CSR has the certificate " + certificate.id + " with " + *what,
               "for another certificate make a new CSR");
}

Outcome issued_before(const ReadSession& session, const Intake& intake, const store::Certificate& certificate) {
  const store::Principal principal = principal_of(session, certificate.principal);
  Outcome outcome;
  outcome.error = difference(intake, certificate, principal);
  return outcome.error ? outcome : present_issued(session, *intake.kind, certificate, principal, intake.now);
}

/// Was all of this registered before, and has all that it asks for? Then no handler needs to hear it again.
bool says_the_same(const Intake& intake, const Caller& caller) {
  const store::Registration& r = *caller.registration;
  const bool has_all = r.state == store::RegistrationState::done ||
                       (r.state == store::RegistrationState::issued && caller.certificate &&
                        store::state_of(*caller.certificate, intake.now) == store::CertificateState::valid);
  if (!has_all) return false;
  for (const auto& [key, value] : intake.claims.members())
    if (r.request[key] != value) return false;
  return r.profile == intake.profile && r.not_after == intake.not_after &&
         r.client_parameters == intake.client_parameters;
}

}  // namespace

Outcome present_issued(const ReadSession& session, const PrincipalKind& kind, const store::Certificate& certificate,
                       const store::Principal& principal, Time now) {
  Outcome outcome;
  outcome.data.set("certificate", certificate_view(certificate, principal.name, now));
  if (const Admission& row = admission(kind, principal.state, door::issuing); !row.admitted) {
    outcome.error = Error(row.refusal, row.code, principal.name + " " + row.why, row.hint);
    return outcome;
  }
  const store::CertificateState state = store::state_of(certificate, now);
  if (state == store::CertificateState::valid)
    hand_out(session, outcome, certificate);
  else
    outcome.error = Error(Kind::conflict, "certificate.ended", certificate.id + " is " + store::state_word(state),
                          "for another certificate make a new CSR, or use a new request id");
  return outcome;
}

std::optional<Outcome> settled_before(const ReadSession& session, const Intake& intake, const Caller& caller) {
  if (!intake.once) return std::nullopt;
  Outcome outcome;
  if (caller.issued && !intake.door->registers)
    outcome = issued_before(session, intake, *caller.issued);
  else if (caller.registration && intake.door->registers && says_the_same(intake, caller))
    outcome = registration_state(session, *intake.kind, caller.registration->id);
  else
    return std::nullopt;
  outcome.data.set("existing", true);
  outcome.existing = true;
  return outcome;
}

}  // namespace pkit
