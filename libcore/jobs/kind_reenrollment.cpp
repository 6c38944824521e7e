// Re-enrolment (B3, T-B8): a new key at the store, for which the pipeline decides. What is refused or pending leaves
// the store as it was.
#include "certstores/done_before.h"
#include "jobs/kind.h"

namespace pkit::jobs {

namespace {

/// What a run that was cut short had put in place is told by the change that it recorded.
JobDone reenroll_entry(Session& session, const RunningJob& running) {
  const Value& parameters = running.job.parameters;
  if (running.resumed && running.job.claimed &&
      certstores::holds_change(session, running.job.store, "reenroll", parameters.text_or("alias"),
                               *running.job.claimed))
    return already_done({});
  certstores::ReenrollRequest request;
  request.store = running.job.store;
  request.alias = parameters.text_or("alias");
  request.key_type = parameters.text_or("keyType");
  Outcome outcome = certstores::reenroll(session, request);
  JobDone done = done_of(outcome);
  if (outcome.error) done.output = Value();  // the registration tells what was decided
  return done;
}

constexpr Field kReenrollmentFields[] = {
    {.key = "alias", .type = FieldType::word},
    {.key = "keyType", .type = FieldType::word},
    {.key = "holder", .type = FieldType::word},
    {.key = "withoutProof", .type = FieldType::yes},
};

}  // namespace

constinit const JobKind kReenrollmentJob = {.word = "reenrollment",
                                            .type = store::JobType::reenrollment,
                                            .priority = 4,
                                            .about_store = true,
                                            .reschedulable = true,
                                            .at_agents = true,
                                            .once = true,
                                            .parameters = kReenrollmentFields,
                                            .run = reenroll_entry};

}  // namespace pkit::jobs
