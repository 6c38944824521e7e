#include "pkit/agent/status.h"

#include "pkit/agent/directory.h"
#include "view/shapes.h"

namespace pkit {

namespace app {

namespace {

Value session_value(const SessionRecord& record) {
  Value value = Value::map({{"at", print_time(record.at)}, {"ran", record.ran}, {"failed", record.failed}});
  if (!record.code.empty()) value.set("error", Value::map({{"code", record.code}, {"message", record.message}}));
  return value;
}

void judge_certificate(const std::optional<Validity>& certificate, Time now, std::vector<std::string>& wrong) {
  if (!certificate)
    wrong.emplace_back("it has no certificate");
  else if (now > certificate->end)
    wrong.push_back("its certificate ended at " + print_time(certificate->end));
}

void judge_session(const std::optional<SessionRecord>& last, const std::optional<Duration>& max_age, Time now,
                   std::vector<std::string>& wrong) {
  if (!last) {
    if (max_age) wrong.emplace_back("it had no session yet");
    return;
  }
  if (!last->code.empty()) wrong.push_back("its last session was cut short: " + last->message);
  if (last->failed > 0) wrong.push_back(std::to_string(last->failed) + " of its last jobs failed");
  if (max_age && now - last->at > *max_age) wrong.push_back("its last session was at " + print_time(last->at));
}

const char* certificate_word(const std::optional<Validity>& certificate, Time now) {
  if (!certificate) return "none";
  return now > certificate->end ? "expired" : "valid";
}

Error unwell(const std::string& name, const std::vector<std::string>& wrong) {
  return Error(Kind::denied, "agent.unwell", name + ": " + join(wrong, "; "), "pkit agent run");
}

}  // namespace

Outcome agent_status(const AgentStatusOptions& o, Time now) {
  const Path directory = absolute_path(o.directory);
  const std::optional<Agent> agent = read_agent(directory);
  if (!agent)
    throw Error(Kind::not_found, "agent.missing", directory.string() + " is no agent's directory",
                "pkit agent init makes one");
  const std::optional<Validity> certificate = certificate_validity(directory);
  const std::optional<SessionRecord> last = read_session_record(directory);
  Outcome outcome;
  outcome.data = Value::map({{"ClientMachine", agent->client_machine}});
  if (!agent->agent_id.empty()) outcome.data.set("AgentId", agent->agent_id);
  outcome.data.set("certificate", certificate_word(certificate, now));
  if (certificate) outcome.data.set("notAfter", print_time(certificate->end));
  if (last) outcome.data.set("lastSession", session_value(*last));
  if (last && last->next_due) outcome.data.set("nextDue", print_time(*last->next_due));
  if (const auto job = begun_job(directory)) outcome.data.set("job", job->id);
  std::vector<std::string> wrong;
  judge_certificate(certificate, now, wrong);
  judge_session(last, o.max_age, now, wrong);
  if (!wrong.empty()) outcome.error = unwell(agent->client_machine, wrong);
  return outcome;
}

}  // namespace app

namespace shape {

namespace {

constexpr Shape kCount = {.type = Shape::Type::integer, .called = "an integer", .least = 0};
constexpr Field kMadeFields[] = {
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "directory", .type = FieldType::word, .required = true},
};
constexpr Field kRunFields[] = {
    {.key = "JobId", .type = FieldType::word, .required = true},
    {.key = "kind", .type = FieldType::text, .required = true},
    {.key = "store", .type = FieldType::text},
    {.key = "Result",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"Success", "Warning", "Failure", "Cancelled">},
    {.key = "Message", .type = FieldType::word},
};
constexpr Shape kRun = map_of(kRunFields);
constexpr Shape kRuns = list_of(kRun);
constexpr Field kRanFields[] = {
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "ran", .type = kCount, .required = true},
    {.key = "runs", .type = kRuns, .required = true},
    {.key = "nextDue", .type = shape::time},
};
constexpr Shape kRan = map_of(kRanFields);
constexpr const Shape* kRanAmong[] = {&kRan, &issue_decision};

constexpr Field kErrorFields[] = {
    {.key = "code", .type = FieldType::word, .required = true},
    {.key = "message", .type = FieldType::text, .required = true},
};
constexpr Shape kError = map_of(kErrorFields);
constexpr Field kSessionFields[] = {
    {.key = "at", .type = shape::time, .required = true},
    {.key = "ran", .type = kCount, .required = true},
    {.key = "failed", .type = kCount, .required = true},
    {.key = "error", .type = kError},
};
constexpr Shape kSession = map_of(kSessionFields);
constexpr Field kStatusFields[] = {
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "AgentId", .type = FieldType::word},
    {.key = "certificate", .type = FieldType::text, .required = true, .words = kOneOf<"none", "valid", "expired">},
    {.key = "notAfter", .type = shape::time},
    {.key = "lastSession", .type = kSession},
    {.key = "nextDue", .type = shape::time},
    {.key = "job", .type = FieldType::word},
};

}  // namespace

constinit const Shape agent_made = map_of(kMadeFields);
constinit const Shape agent_ran = either_of(kRanAmong);
constinit const Shape agent_status = map_of(kStatusFields);

}  // namespace shape

}  // namespace pkit
