// Management of a store (B3): an entry is added or removed. The files that something is added from are read when it is,
// so that no key is kept in the state.
#include "certstores/done_before.h"
#include "jobs/kind.h"
#include "jobs/material.h"

namespace pkit::jobs {

namespace {

JobDone add(Session& session, const RunningJob& running) {
  const Value& parameters = running.job.parameters;
  certstores::PutRequest request;
  request.store = running.job.store;
  request.material = material_of(session, parameters);
  request.alias = parameters.text_or("alias");
  request.overwrite = parameters["overwrite"].is_bool() && parameters["overwrite"].as_bool();
  if (running.resumed) {
    std::vector<std::string> warnings;
    if (certstores::has_entry(session, request, warnings)) return already_done(std::move(warnings));
  }
  return done_of(certstores::put_entry(session, request));
}

JobDone remove(Session& session, const RunningJob& running) {
  certstores::TakeRequest request;
  request.store = running.job.store;
  request.alias = running.job.parameters.text_or("alias");
  const Outcome outcome = certstores::take_entry(session, request);
  if (running.resumed && !outcome.data["changed"].as_bool()) return already_done({});
  return done_of(outcome);
}

constexpr Field kAddFields[] = {
    {.key = "cert", .type = FieldType::word},
    {.key = "key", .type = FieldType::word},
    {.key = "keyPassphraseFile", .type = FieldType::word, .with = "key"},
    {.key = "chain", .type = FieldType::word, .with = "cert"},
    {.key = "p12", .type = FieldType::word, .with = "p12PasswordFile"},
    {.key = "p12PasswordFile", .type = FieldType::word, .with = "p12"},
    {.key = "p12Alias", .type = FieldType::word, .with = "p12"},
    {.key = "alias", .type = FieldType::word},
    {.key = "overwrite", .type = FieldType::yes},
};
constexpr Field kRemoveFields[] = {{.key = "alias", .type = FieldType::word, .required = true}};

}  // namespace

constinit const JobKind kAddJob = {.word = "add",
                                   .type = store::JobType::management,
                                   .operation = store::JobOperation::add,
                                   .priority = 3,
                                   .about_store = true,
                                   .reschedulable = true,
                                   .at_agents = true,
                                   .once = true,
                                   .parameters = kAddFields,
                                   .run = add};
constinit const JobKind kRemoveJob = {.word = "remove",
                                      .type = store::JobType::management,
                                      .operation = store::JobOperation::remove,
                                      .priority = 5,
                                      .about_store = true,
                                      .reschedulable = true,
                                      .at_agents = true,
                                      .once = true,
                                      .parameters = kRemoveFields,
                                      .run = remove};

}  // namespace pkit::jobs
