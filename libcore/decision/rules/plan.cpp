#include "decision/plan.h"

#include "decision/stages/rows.h"

namespace pkit {

namespace {

using Answer = Verdict::Answer;
using store::RegistrationState;

/// What an approval without certificate decided, for the issue that completes it; the end and further names where the
/// operator said them. A duration counts from the approval, whenever the issue comes.
Value granted(const Run& run) {
  Value value = Value::map({{"profile", run.checked->profile().name}, {"names", run.verdict->outputs().names}});
  if (run.intake.end_is_told) value.set("notAfter", print_time(run.checked->fields().not_after));
  std::vector<std::string> sans;
  for (const x509::San& san : run.intake.sans) sans.push_back(x509::san_text(san));
  if (!sans.empty()) value.set("sans", Value::list(sans));
  return value;
}

/// A claim changes nothing of what was approved already and is still to be issued.
bool claims_count(const Run& run, RegistrationState next) {
  if (!run.caller.registration) return true;
  const bool stays_approved = run.caller.registration->state == RegistrationState::approved &&
                              next == RegistrationState::approved && !run.checked;
  return !run.caller.only_claimed(run.intake) && !stays_approved;
}

/// The registration of this run in its next state, where its door keeps one or it is about one.
void set_registration(Bound& bound, const ReadSession& session, const Run& run, RegistrationState next,
                      const std::string& reason) {
  const bool is_new = !run.caller.registration;
  if (is_new && !run.intake.door->registers) return;
  bound.registration = is_new ? new_registration(session, run) : *run.caller.registration;
  bound.registration_is_new = is_new;
  store::Registration& r = *bound.registration;
  if (run.intake.door->registers && claims_count(run, next)) refresh(r, run.intake);
  if (next == RegistrationState::approved && run.checked) r.request.set("granted", granted(run));
  r.principal = bound.principal ? bound.principal->id : run.caller.principal->id;
  r.state = next;
  r.reason = reason;
  const std::string by = run.by();
  if (run.intake.door->decides && (next == RegistrationState::waiting || !by.empty())) r.decided_by = by;
  r.updated = run.intake.now;
  if (!run.intake.door->registers) return;
  r.asked_by = session.requester();
  r.unproven = session.gate_caller && !run.caller.proven_by_key(run.intake) && !run.caller.proven_afresh(run.intake);
}

/// The principal of this run in its next state; unknown ones are made.
void set_principal(Bound& bound, const ReadSession& session, const Run& run, const std::string& next) {
  const PrincipalKind& kind = *run.caller.kind;
  bound.principal_is_new = !run.caller.principal;
  bound.principal = run.caller.principal ? *run.caller.principal : new_principal(session, run);
  const std::string before = run.caller.principal ? run.caller.principal->state : kind.states.front();
  bound.principal->state = next.empty() ? before : next;
  bound.part = kind.next_part(session, run, *bound.principal);
}

void set_others(Bound& bound, const Run& run, RegistrationState next, const std::string& reason) {
  for (store::RegistrationMark other : run.caller.open) {
    other.state = next;
    other.reason = reason;
    if (run.said) other.decided_by = run.said->by;
    other.updated = run.intake.now;
    bound.others.push_back(std::move(other));
  }
}

Error denied(const Run& run) {
  const std::string& why = run.verdict->message();
  return Error(Kind::denied, "decision.denied",
               run.intake.client_machine + " is denied" + (why.empty() ? "" : ": " + why));
}

Error unproven(const Run& run) {
  return Error(Kind::authentication, "register.unproven",
               run.intake.client_machine + " holds a valid certificate, and this decision is not proven to be its own",
               "sign the request with its key: --cert and --key");
}

Error not_to_the_letter(const Run& run) {
  std::vector<Fault> faults;
  for (const policy::Difference& d : run.checked->differences())
    if (Checked::counts(d))
      faults.push_back({Kind::denied, "issue.strict", d.field,
                        d.field + " would be " + d.what + ": asked for '" + d.asked + "', would get '" + d.got + "'",
                        ""});
  return error_of("", std::move(faults));
}

/// Why the registration is as it is, for whoever reads it later.
std::string reason_of(const Run& run, Conclusion conclusion) {
  if (run.said) return run.said->reason;
  if (conclusion == Conclusion::denied) return run.verdict->message();
  if (conclusion == Conclusion::refused) return error_of("", run.checked->faults()).what();
  if (conclusion == Conclusion::rejected) return run.effects->rejected->what;
  if (conclusion == Conclusion::unsigned_) return run.signing->failure->what();
  return {};
}

void follow(Bound& bound, const ReadSession& session, const Run& run, Conclusion conclusion, const Consequence& row) {
  if (row.principal) set_principal(bound, session, run, row.principal);
  if (row.principal && bound.principal->state != run.caller.state())
    bound.principal->reason = conclusion == Conclusion::denied ? reason_of(run, conclusion) : "";
  if (row.registration) set_registration(bound, session, run, *row.registration, reason_of(run, conclusion));
  if (row.others)
    set_others(bound, run, *row.others, run.said ? run.said->reason : "another registration was approved");
}

/// X5: the decision stands, the certificate is still to be had. Where nothing was decided before, the failure is all.
Error without_certificate(const Run& run, const Bound& bound) {
  const Error& failure = *run.signing->failure;
  if (!bound.registration) return failure;
  const std::string when = failure.kind() == Kind::pending ? "when it has decided" : "when that is mended";
  return Error(failure.kind(), failure.code(), "approved without certificate: " + std::string(failure.what()),
               when + ": pkit issue " + bound.registration->id, failure.details());
}

/// What is left to be done for a registration that is not at its end.
std::optional<Error> waits_for(const Run& run, const Bound& bound) {
  if (!bound.registration) return std::nullopt;
  const RegistrationState state = bound.registration->state;
  if (state != RegistrationState::waiting && state != RegistrationState::approved) return std::nullopt;
  if (run.rehearsal && !run.caller.registration)
    return Error(Kind::pending, "registration.waiting", "the registration would wait for approval");
  const std::string& id = bound.registration->id;
  if (state == RegistrationState::approved)
    return Error(Kind::pending, "registration.waiting", id + " is approved; its certificate is still to be issued",
                 "an operator completes it: pkit issue " + id);
  return Error(Kind::pending, "registration.waiting", id + " waits for approval",
               "an operator decides: pkit approve " + id);
}

std::optional<Error> error_for(const Run& run, const Bound& bound, Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::denied:
      return run.said ? std::nullopt : std::optional(denied(run));
    case Conclusion::failed:
      return Error(Kind::config, "handler.failed", run.verdict->message(), "mend the handler, or set its on_error");
    case Conclusion::deferred:
      return waits_for(run, bound);
    case Conclusion::unproven:
      return unproven(run);
    case Conclusion::refused:
      return error_of("", run.checked->faults());
    case Conclusion::strict:
      return not_to_the_letter(run);
    case Conclusion::unsigned_:
      return without_certificate(run, bound);
    case Conclusion::rejected:
      return Error(run.effects->rejected->kind, run.effects->rejected->code, run.effects->rejected->what,
                   run.effects->rejected->hint);
    case Conclusion::issued:
    case Conclusion::settled:
      break;
  }
  return std::nullopt;
}

/// C23: what is held over a key that is rotated ends with the same commit.
void retire_key(Bound& bound, const Run& run) {
  if (run.intake.retired_key.empty()) return;
  for (const store::Certificate& held : run.caller.held)
    if (held.key_id == run.intake.retired_key) bound.revoked.push_back(held);
  bound.revocation_reason = run.intake.retirement_reason;
}

void add_certificate(Bound& bound, const ReadSession& session, const Run& run) {
  const std::string& holder = bound.principal ? bound.principal->id : run.caller.principal->id;
  bound.issuer = issuer_row(session, run);
  bound.certificate = certificate_row(session, run, holder);
  bound.certificate->issuer = bound.issuer->id;
  bound.intent = run.signing->intent;
  bound.replaces = run.intake.replaces;
  retire_key(bound, run);
  if (!bound.registration) return;
  bound.registration->certificate = bound.certificate->id;
  bound.certificate->registration = bound.registration->id;
}

Conclusion conclusion_of_allowed(const Run& run) {
  if (run.rejected()) return Conclusion::rejected;
  if (run.checked && !run.checked->sound()) return Conclusion::refused;
  if (run.intake.strict && run.checked && run.checked->differs()) return Conclusion::strict;
  if (run.signing) return run.signing->failure ? Conclusion::unsigned_ : Conclusion::issued;
  return Conclusion::settled;
}

}  // namespace

std::optional<RegistrationState> Run::registration_state() const {
  return caller.registration ? std::optional(caller.registration->state) : std::nullopt;
}

Conclusion conclusion_of(const Run& run) {
  switch (run.verdict->answer()) {
    case Answer::denied:
      return Conclusion::denied;
    case Answer::failed:
      return Conclusion::failed;
    case Answer::deferred:
      return Conclusion::deferred;
    case Answer::unproven:
      return Conclusion::unproven;
    case Answer::allowed:
      break;
  }
  return conclusion_of_allowed(run);
}

Bound plan(const ReadSession& session, const Run& run, Conclusion conclusion) {
  Bound bound;
  begin_change(bound, session, run.intake.now);
  const Consequence* row = consequence(run, conclusion);
  if (row) follow(bound, session, run, conclusion, *row);
  bound.error = error_for(run, bound, conclusion);
  if (conclusion != Conclusion::issued) return bound;
  if (!row) throw Error(Kind::internal, "internal", "nothing says what a certificate leads to");
  add_certificate(bound, session, run);
  return bound;
}

Bound plan(const ReadSession& session, const Run& run) {
  if (!run.refused) return plan(session, run, conclusion_of(run));
  Bound bound;
  begin_change(bound, session, run.intake.now);
  bound.error = run.intake.refused.size() <= 1
                    ? Error(run.refused->kind, run.refused->code, run.refused->what, run.refused->hint)
                    : error_of("", run.intake.refused);
  return bound;
}

}  // namespace pkit
