// Discovery (B3, T-B7): what is found waits for somebody to approve of it.
#include "certstores/operations.h"
#include "jobs/kind.h"

namespace pkit::jobs {

namespace {

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> all;
  if (list.is_list())
    for (const Value& item : list.items()) all.push_back(item.as_text());
  return all;
}

JobDone discover(Session& session, const RunningJob& running) {
  const Value& parameters = running.job.parameters;
  certstores::DiscoverRequest request;
  request.directories = texts(parameters["directory"]);
  request.ignored = texts(parameters["ignore"]);
  request.extensions = texts(parameters["extension"]);
  request.patterns = texts(parameters["fileName"]);
  return done_of(certstores::discover_stores(session, request));
}

constexpr Field kDiscoveryFields[] = {
    {.key = "directory", .type = FieldType::text_list, .required = true},
    {.key = "ignore", .type = FieldType::text_list},
    {.key = "extension", .type = FieldType::text_list},
    {.key = "fileName", .type = FieldType::text_list},
};

}  // namespace

constinit const JobKind kDiscoveryJob = {.word = "discovery",
                                         .type = store::JobType::discovery,
                                         .priority = 7,
                                         .reschedulable = true,
                                         .at_agents = true,
                                         .parameters = kDiscoveryFields,
                                         .run = discover};

}  // namespace pkit::jobs
