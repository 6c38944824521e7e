#include "decision/pipeline.h"

#include "decision/present.h"
#include "decision/stages/answer.h"
#include "decision/stages/record.h"
#include "decision/stages/room.h"
#include "store/unknown_outcome.h"
#include "view/views.h"

namespace pkit {

namespace {

/// Is there a certificate to be signed? Not where one exists for this CSR, is left for later, or was refused.
bool wants_signature(const Run& run) {
  const bool issued = run.caller.registration && run.caller.registration->state == store::RegistrationState::issued;
  const bool strict = run.intake.strict && run.checked && run.checked->differs();
  return run.checked && run.checked->sound() && !run.rejected() && !issued && !run.intake.no_issue && !strict;
}

Run decide(Session& session, Grounds& grounds, const Intake& intake, const Caller& caller, const Common& common) {
  const PrincipalKind& kind = *caller.kind;
  Run run{intake, caller, common.dry_run, refusal(intake, caller), {}, {}, {}, {}, {}};
  if (run.refused) return run;
  const std::string full = kind.no_room ? kind.no_room(session, grounds.setup, caller) : std::string();
  if (!full.empty() && !intake.door->registers) {
    run.refused =
        Fault{Kind::conflict, "licence.none", intake.client_machine, full, "registration.licences in pkit.yaml"};
    return run;
  }
  run.verdict =
      full.empty() ? judge(session, grounds.setup, intake, caller, common) : unasked(session, intake, caller, full);
  if (run.verdict->allows() && kind.effects) run.effects = kind.effects(session, grounds.setup, run);
  if (run.verdict->allows() && intake.csr) run.checked = check_request(grounds.setup, intake, caller, *run.verdict);
  if (wants_signature(run))
    run.checked->refuse(names_refused(session, grounds, *run.checked, intake.now, common.dry_run));
  if (wants_signature(run))
    run.signing = sign_leaf(session, grounds, {intake, caller, *run.verdict, *run.checked}, common.dry_run);
  return run;
}

/// What the handlers' metadata comes to: fields for an issued certificate, and what was dropped and why (A16,
/// A-edge-2).
catalog::Attached tags_of(const Setup& setup, const Run& run, const Bound& bound) {
  const handler::Outputs& outputs = run.verdict->outputs();
  catalog::Attached tags;
  if (bound.certificate)
    tags = catalog::attach_metadata(setup.metadata, outputs.metadata);
  else
    for (const auto& [field, value] : outputs.metadata.members())
      tags.dropped.push(Value::map({{"field", field}, {"reason", "no certificate was issued"}}));
  for (const Value& one : outputs.dropped.items()) tags.dropped.push(one);
  return tags;
}

/// An approval of what was issued before, and has ended since, lets the orchestrator in again and does no more.
bool is_about_orchestrator(const Run& run) {
  return run.intake.door->approving && run.caller.certificate &&
         store::state_of(*run.caller.certificate, run.intake.now) != store::CertificateState::valid;
}

/// What the request id answers with from now on. Where a handler failed it stays open, so that the same id asks again.
void attach(Bound& bound, const Run& run, const Pass& pass) {
  bound.request_id = pass.common.request_id;
  if (run.verdict && run.verdict->answer() == Verdict::Answer::failed) return;
  if (bound.certificate && !bound.registration) bound.request_subject = bound.certificate->id;
  const bool registered = bound.registration && !is_about_orchestrator(run);
  if (bound.principal && !registered && !bound.certificate && !bound.error) bound.request_subject = bound.principal->id;
  if (registered) bound.request_subject = bound.registration->id;
  if (bound.certificate && pass.staging) bound.publication = pass.staging->publication(bound.certificate->id);
}

/// The certificate and the key that is kept for it are married from the beginning (A23).
void marry(Bound& bound, const Pass& pass) {
  if (!bound.certificate || !pass.kept) return;
  bound.kept = pass.kept->row;
  bound.kept->certificate = bound.certificate->der;
  bound.kept->married = bound.now;
  bound.events.push_back({"key.kept", bound.kept->id,
                          Value::map({{"keyId", bound.kept->key_id},
                                      {"keyType", bound.kept->key_type},
                                      {"certificate", bound.certificate->id}})});
}

/// Those that were made for the certificate are somebody's from now on.
void keep_keys(const Bound& bound, const Pass& pass) {
  if (bound.kept) pass.kept->file.keep();
  if (bound.publication) pass.staging->keep();
}

/// What is judged is the stored registration that the caller was read with, and no earlier one.
bool is_as_taken(const Intake& intake, const Caller& caller) {
  if (intake.taken_version == 0) return true;
  return caller.registration && caller.registration->version == intake.taken_version;
}

}  // namespace

Prepared prepare(Session& session, Grounds& grounds, const Intake& intake, const Pass& pass) {
  Prepared prepared{intake, {}, {}, {}, false};
  require_profile(grounds.setup, intake);
  prepared.caller = identify(session, intake);
  if (pass.guard) pass.guard(prepared.caller);
  prepared.stale = !is_as_taken(intake, prepared.caller) || (pass.holds && !pass.holds(prepared.caller));
  if (prepared.stale) return prepared;
  if (std::optional<Outcome> settled = settled_before(session, intake, prepared.caller)) {
    prepared.outcome = std::move(*settled);
    return prepared;
  }
  Run run = decide(session, grounds, intake, prepared.caller, pass.common);
  prepared.stale = run.signing && run.signing->stale;
  if (prepared.stale) return prepared;
  Bound bound = plan(session, run);
  make_room(bound, run, grounds.setup.waiting_per_name);
  if (run.verdict) bound.metadata = tags_of(grounds.setup, run, bound);
  Value trace = trace_of(session, grounds.setup, run, bound);
  if (pass.common.dry_run) {
    prepared.outcome = rehearsed(run, bound, std::move(trace));
    return prepared;
  }
  bound.config_sha256 = grounds.setup.sha256;
  record(session, bound, run, trace);
  attach(bound, run, pass);
  marry(bound, pass);
  prepared.outcome = answered(session, run, bound, std::move(trace));
  prepared.bound = std::move(bound);
  return prepared;
}

std::optional<Outcome> pass_once(Session& session, Grounds& grounds, const Intake& intake, const Pass& pass) {
  Prepared prepared = prepare(session, grounds, intake, pass);
  if (prepared.stale) return std::nullopt;
  if (!prepared.bound) return std::move(prepared.outcome);
  Bound& bound = *prepared.bound;
  bound.to_keep = grounds.setup.to_keep;
  to_commit(intake, prepared.caller, bound);
  if (pass.beside && bound.certificate) pass.beside(bound, prepared.outcome);
  const bool committed = store::commit_or_keep([&] { return commit(session, bound); }, [&] { keep_keys(bound, pass); });
  if (!committed) return std::nullopt;
  keep_keys(bound, pass);
  if (bound.publication) publish(session, *bound.publication, *bound.certificate);
  return std::move(prepared.outcome);
}

Outcome run_pipeline(Session& session, const FreshGrounds& grounds, const FreshIntake& intake, const Pass& pass) {
  return retried("this was decided", [&] { return pass_once(session, *grounds(), intake(), pass); });
}

Outcome run_pipeline(Session& session, const FreshIntake& intake, const Pass& pass) {
  return run_pipeline(
      session, [&] { return std::make_shared<Grounds>(session); }, intake, pass);
}

Outcome run_pipeline(Session& session, const Intake& arrived, const Pass& pass) {
  return run_pipeline(
      session, [&] { return arrived; }, pass);
}

}  // namespace pkit
