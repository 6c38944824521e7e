#include "lifecycle/pipeline.h"

#include "lifecycle/answer.h"
#include "lifecycle/record.h"

namespace pkit::lifecycle {

namespace {

/// Is there a certificate to be signed? Not where one exists for this CSR, is left for later, or was refused.
bool wants_signature(const Run& run) {
  const bool issued = run.caller.registration && run.caller.registration->state == "issued";
  const bool strict = run.intake.strict && run.checked && !run.checked->differences().empty();
  return run.checked && run.checked->sound() && !issued && !run.intake.no_issue && !strict;
}

Run decide(Session& session, const Setup& setup, const Intake& intake, const Caller& caller, const Common& common) {
  Run run{intake, caller, common.dry_run, refusal(intake, caller), {}, {}, {}};
  if (run.refused) return run;
  run.verdict = judge(session, setup, intake, caller, common);
  if (run.verdict->allows() && intake.csr) run.checked = check_request(setup, intake, caller, *run.verdict);
  if (wants_signature(run))
    run.signing = sign_leaf(session, setup, *run.verdict, *run.checked, intake.now, common.dry_run);
  return run;
}

/// What the request id answers with from now on. Where a handler failed it stays open, so that the same id asks again.
void attach(Bound& bound, const Run& run, const Pass& pass) {
  bound.request_id = pass.common.request_id;
  if (run.verdict && run.verdict->answer() == Verdict::Answer::failed) return;
  if (bound.certificate && !bound.registration) bound.request_subject = bound.certificate->id;
  if (bound.principal && !bound.registration && !bound.certificate && !bound.error)
    bound.request_subject = bound.principal->id;
  if (bound.registration) bound.request_subject = bound.registration->id;
  if (bound.certificate && pass.staging)
    bound.publication =
        store::Publication{bound.certificate->id, pass.staging->target(), pass.staging->directory(), false};
}

/// Nothing where something that was relied on changed before Bind.
std::optional<Outcome> pass_once(Session& session, const Intake& intake, const Pass& pass) {
  const Setup setup = load_setup(session.home, session.database);
  require_profile(setup, intake);
  const Caller caller = identify(session, intake);
  if (pass.guard) pass.guard(caller);
  const Run run = decide(session, setup, intake, caller, pass.common);
  Bound bound = plan(session, run);
  const Value trace = trace_of(session, setup, run, bound);
  if (pass.common.dry_run) return rehearsed(run, bound, trace);
  record(bound, run, trace);
  attach(bound, run, pass);
  bound.to_keep = setup.to_keep;
  if (!commit(session, setup.sha256, intake, caller, bound)) return std::nullopt;
  if (bound.publication) {
    pass.staging->keep();
    publish(session, *bound.publication, *bound.certificate);
  }
  return answered(session, run, bound, trace);
}

}  // namespace

Outcome run_pipeline(Session& session, const Intake& intake, const Pass& pass) {
  for (int attempt = 0; attempt < 2; ++attempt)
    if (std::optional<Outcome> outcome = pass_once(session, intake, pass)) return std::move(*outcome);
  throw Error(Kind::conflict, "state.changed", "the state changed twice while this was decided", "try again");
}

}  // namespace pkit::lifecycle
