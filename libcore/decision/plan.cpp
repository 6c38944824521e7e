#include "decision/plan.h"

#include "decision/rows.h"

namespace pkit {

namespace {

using Answer = Verdict::Answer;

Error waiting(const Run& run, const std::string& id, bool approved) {
  if (run.rehearsal && !run.caller.registration)
    return Error(Kind::pending, "registration.waiting", "the registration would wait for approval");
  if (approved)
    return Error(Kind::pending, "registration.waiting", id + " is approved; its certificate is still to be issued",
                 "an operator completes it: pkit issue " + id);
  return Error(Kind::pending, "registration.waiting", id + " waits for approval",
               "an operator decides: pkit approve " + id);
}

/// What an approval without certificate decided, for the issue that completes it.
Value granted(const Run& run) {
  return Value::map({{"profile", run.checked->profile().name}, {"names", run.verdict->outputs().names}});
}

/// The registration of this run in a state to be, where its kind of entry keeps one.
void set_registration(Bound& bound, const Session& session, const Run& run, const char* state,
                      const std::string& reason) {
  if (run.intake.entry == "issue" && !run.caller.registration) return;
  if (run.intake.entry == "approve" && !run.caller.registration) return;
  bound.registration = run.caller.registration ? *run.caller.registration : new_registration(session, run);
  bound.registration_is_new = !run.caller.registration;
  store::Registration& r = *bound.registration;
  const std::string_view next = state;
  // A claim changes nothing of what was approved already and is still to be issued.
  const bool stays_approved = r.state == "approved" && next == "approved" && !run.checked;
  const bool claims_count = bound.registration_is_new || !(run.caller.only_claimed(run.intake) || stays_approved);
  if (run.intake.entry == "register" && claims_count) refresh(r, run.intake);
  if (next == "approved" && run.checked) r.request.set("granted", granted(run));
  r.principal = bound.principal ? bound.principal->id : run.caller.principal->id;
  r.state = state;
  r.reason = reason;
  const std::string by = run.verdict ? run.verdict->by() : "";
  if (run.intake.entry != "issue" && (next == "waiting" || !by.empty())) r.decided_by = by;
  r.updated = run.intake.now;
}

/// The principal of this run in a state to be; unknown ones are made.
void set_principal(Bound& bound, const Session& session, const Run& run, const std::string& state) {
  bound.principal_is_new = !run.caller.principal;
  bound.principal = run.caller.principal ? *run.caller.principal : new_principal(session, run);
  bound.principal->state = state;
  bound.orchestrator =
      run.caller.orchestrator ? *run.caller.orchestrator : new_orchestrator(session, run, bound.principal->id);
  // A CSR can be replayed by whoever saw it: what is claimed beside it proves nothing of an established one.
  if (run.intake.entry == "register" && !run.caller.only_claimed(run.intake))
    update_orchestrator(*bound.orchestrator, run.intake);
  const bool becomes_approved = state == "Approved" && run.caller.state() != "Approved";
  if (becomes_approved && run.intake.entry == "approve") take_claims(*bound.orchestrator, run.intake);
  if (becomes_approved) bound.orchestrator->approved_by = approver(session, run);
}

std::string state_as_before(const Run& run) { return run.caller.principal ? run.caller.principal->state : "New"; }

/// Approving one registration closes the others of that name: their keys are other keys.
void close_others(Bound& bound, const Run& run) {
  for (store::Registration other : run.caller.open) {
    other.state = "closed";
    other.reason = "another registration was approved";
    other.updated = run.intake.now;
    bound.others.push_back(std::move(other));
  }
}

void plan_denied(Bound& bound, const Session& session, const Run& run) {
  const std::string& why = run.verdict->message();
  bound.error =
      Error(Kind::denied, "decision.denied", run.intake.client_machine + " is denied" + (why.empty() ? "" : ": " + why),
            "pkit explain tells how it was decided");
  if (run.intake.entry != "register") return;
  const bool only_this = run.caller.state() == "New" && !run.caller.open.empty();
  set_principal(bound, session, run, only_this ? "New" : "Disapproved");  // A9
  set_registration(bound, session, run, "denied", run.verdict->message());
}

void plan_failed(Bound& bound, const Session& session, const Run& run) {
  bound.error = Error(Kind::config, "handler.failed", run.verdict->message(), "mend the handler, or set its on_error");
  if (run.intake.entry != "register" || run.caller.state() == "Approved") return;
  set_principal(bound, session, run, "New");
  const std::string kept = run.caller.registration ? run.caller.registration->state : "";
  if (kept != "waiting" && kept != "approved") set_registration(bound, session, run, "waiting", "");
}

void plan_deferred(Bound& bound, const Session& session, const Run& run) {
  const std::string kept = run.caller.registration ? run.caller.registration->state : "";
  const bool approved = run.caller.state() == "Approved" && !run.caller.capabilities_changed(run.intake);
  set_principal(bound, session, run, approved ? "Approved" : "New");  // A19
  if (approved && !run.intake.csr) return set_registration(bound, session, run, "done", "");
  if (approved && kept == "issued") return set_registration(bound, session, run, "issued", "");
  const bool to_be_issued = approved && kept == "approved";
  set_registration(bound, session, run, to_be_issued ? "approved" : "waiting", "");
  bound.error = waiting(run, bound.registration->id, to_be_issued);
}

void plan_refused(Bound& bound, const Session& session, const Run& run) {
  bound.error = error_of("", run.checked->faults());
  if (run.intake.entry == "issue") return;
  set_principal(bound, session, run, state_as_before(run));
  set_registration(bound, session, run, "refused", bound.error->what());
}

/// X5: the decision stands, the certificate is still to be had. An issue of its own leaves nothing behind.
void plan_unsigned(Bound& bound, const Session& session, const Run& run) {
  const Error& failure = *run.signing->failure;
  if (run.intake.entry == "issue") {
    bound.error = failure;
    return;
  }
  set_principal(bound, session, run, "Approved");
  set_registration(bound, session, run, "approved", failure.what());
  close_others(bound, run);
  const std::string when = failure.kind() == Kind::pending ? "when it has decided" : "when that is mended";
  bound.error = Error(failure.kind(), failure.code(), "approved without certificate: " + std::string(failure.what()),
                      when + ": pkit issue " + bound.registration->id, failure.details());
}

void plan_issued(Bound& bound, const Session& session, const Run& run) {
  set_principal(bound, session, run, "Approved");
  set_registration(bound, session, run, "issued", "");
  if (run.intake.entry != "issue") close_others(bound, run);
  bound.issuer = issuer_row(session, run);
  bound.certificate = certificate_row(session, run, bound.principal->id);
  bound.certificate->issuer = bound.issuer->id;
  bound.intent = run.signing->intent;
  if (!bound.registration) return;
  bound.registration->certificate = bound.certificate->id;
  bound.certificate->registration = bound.registration->id;
}

void plan_strictly_refused(Bound& bound, const Run& run) {
  std::vector<Fault> faults;
  for (const policy::Difference& d : run.checked->differences())
    faults.push_back({Kind::denied, "issue.strict", d.field,
                      d.field + " would be " + d.what + ": asked for '" + d.asked + "', would get '" + d.got + "'",
                      ""});
  bound.error = error_of("", std::move(faults));
}

void plan_allowed(Bound& bound, const Session& session, const Run& run) {
  const bool has_certificate = run.caller.certificate && run.caller.registration->state == "issued";
  if (run.checked && !run.checked->sound()) return plan_refused(bound, session, run);
  if (run.intake.strict && run.checked && !run.checked->differences().empty()) return plan_strictly_refused(bound, run);
  if (run.signing && run.signing->failure) return plan_unsigned(bound, session, run);
  if (run.signing) return plan_issued(bound, session, run);
  set_principal(bound, session, run, "Approved");
  if (has_certificate) return set_registration(bound, session, run, "issued", "");
  set_registration(bound, session, run, run.intake.csr ? "approved" : "done", "");
  if (run.intake.csr) close_others(bound, run);
}

void plan_unproven(Bound& bound, const Run& run) {
  bound.error =
      Error(Kind::authentication, "register.unproven",
            run.intake.client_machine + " holds a valid certificate, and this decision is not proven to be its own",
            "sign the request with its key: --cert and --key");
}

}  // namespace

Bound plan(const Session& session, const Run& run) {
  Bound bound;
  bound.now = run.intake.now;
  bound.actor = session.actor;
  bound.requester = session.requester();
  if (run.refused) {
    bound.error = Error(run.refused->kind, run.refused->code, run.refused->what, run.refused->hint);
    return bound;
  }
  switch (run.verdict->answer()) {
    case Answer::denied:
      plan_denied(bound, session, run);
      break;
    case Answer::failed:
      plan_failed(bound, session, run);
      break;
    case Answer::deferred:
      plan_deferred(bound, session, run);
      break;
    case Answer::unproven:
      plan_unproven(bound, run);
      break;
    case Answer::allowed:
      plan_allowed(bound, session, run);
      break;
  }
  return bound;
}

}  // namespace pkit
