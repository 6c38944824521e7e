// Management that makes a store (B3, T-B6).
#include "certstores/done_before.h"
#include "jobs/kind.h"

namespace pkit::jobs {

namespace {

JobDone create(Session& session, const RunningJob& running) {
  const Value& parameters = running.job.parameters;
  certstores::AddRequest request;
  request.name = parameters.text_or("name");
  request.path = parameters.text_or("path");
  request.kind = parameters.text_or("storeKind");
  if (const std::string file = parameters.text_or("passwordFile"); !file.empty()) request.password = "file:" + file;
  if (running.resumed && certstores::is_store(session, request.name, request.path)) return already_done({});
  return done_of(certstores::create_store(session, request));
}

constexpr Field kCreateFields[] = {
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "path", .type = FieldType::word, .required = true},
    {.key = "storeKind", .type = FieldType::word, .required = true},
    {.key = "passwordFile", .type = FieldType::word},
};

}  // namespace

constinit const JobKind kCreateJob = {.word = "create",
                                      .type = store::JobType::management,
                                      .operation = store::JobOperation::create,
                                      .priority = 5,
                                      .reschedulable = true,
                                      .at_agents = true,
                                      .once = true,
                                      .parameters = kCreateFields,
                                      .run = create};

}  // namespace pkit::jobs
