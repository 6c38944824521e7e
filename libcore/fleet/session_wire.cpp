#include "fleet/session_wire.h"

#include "base/json.h"
#include "base/table.h"
#include "fleet/belongings.h"
#include "x509/pem.h"

namespace pkit {

namespace {

enum class Status { success = 1, warning = 2, error = 3 };

constexpr Field kRequestFields[] = {
    {.key = "AgentPlatform", .type = FieldType::integer, .least = 0, .most = 7},
    {.key = "AgentVersion"},
    {.key = "TenantId"},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "CSR", .type = FieldType::text},
    {.key = "AgentId", .type = FieldType::text},
    {.key = "Capabilities", .type = FieldType::text_list},
    {.key = "ClientParameters", .type = FieldType::text_map},
};

/// By the numbers of AgentPlatform.
constexpr const char* kPlatforms[] = {"Unknown", ".NET", "Java", "Mac", "Android", "Native", "Bash", "Universal"};

std::string text_of_version(const Value& version) {
  if (version.is_int()) return std::to_string(version.as_int());
  return version.is_text() ? version.as_text() : std::string();
}

Value error_of_result(int code, const std::string& word, const std::string& message) {
  return Value::map({{"Code", code}, {"CodeString", word}, {"Message", message}});
}

Value result(Status status, Value error) {
  return Value::map({{"Status", static_cast<int>(status)}, {"Error", std::move(error)}});
}

/// X5: it is let in, and its certificate is still to be had.
bool lacks_certificate(const Outcome& outcome) {
  return outcome.data["orchestrator"].text_or("Status") == "Approved" &&
         outcome.data["registration"].text_or("state") == "approved";
}

/// Neither let in nor waiting.
bool is_refused(const Outcome& outcome) {
  return outcome.error && outcome.error->kind() != Kind::pending && !lacks_certificate(outcome);
}

Value result_of(const Outcome& outcome) {
  const std::string wish = outcome.data["orchestrator"].text_or("AuthCertificateReenrollment");
  if (is_refused(outcome))
    return result(Status::error, error_of_result(outcome.exit(), outcome.error->code(), outcome.error->what()));
  if (wish == "required") return result(Status::error, error_of_result(8, "A0100008", "a new certificate is required"));
  if (wish == "requested")
    return result(Status::warning, error_of_result(7, "A0100007", "a new certificate is requested"));
  if (outcome.error)
    return result(Status::warning, error_of_result(outcome.exit(), outcome.error->code(), outcome.error->what()));
  if (!outcome.warnings.empty()) return result(Status::warning, error_of_result(0, "", outcome.warnings.front()));
  return result(Status::success, error_of_result(0, "", ""));
}

/// The jobs that are recorded, for one that may run them.
Value jobs_of(Session& session, const Value& orchestrator) {
  Value jobs = Value::list();
  if (orchestrator.text_or("Status") != "Approved") return jobs;
  store::Belongings all;
  session.state.read([&](store::Read& read) { all = store::belongings::of(read, orchestrator.text_or("id")); });
  for (const store::Job& job : all.jobs)
    jobs.push(Value::map({{"JobId", job.id},
                          {"JobTypeId", job.content.text_or("JobTypeName")},
                          {"ConfigurationEndpoint", ""},
                          {"CompletionEndpoint", ""},
                          {"Cron", ""},
                          {"Schedule", job.content.text_or("KeyfactorSchedule")},
                          {"Priority", 5}}));
  return jobs;
}

Value session_of(Session& session, const Outcome& outcome) {
  const Value& orchestrator = outcome.data["orchestrator"];
  if (!orchestrator.is_map()) return {};
  const std::string tied = orchestrator.text_or("ClientID");
  return Value::map(
      {{"Token", random_uuid(session.world)},
       {"AgentId", orchestrator.text_or("AgentId")},
       {"ClientMachine", tied.empty() ? orchestrator.text_or("ClientMachine") : tied},
       {"Certificate",
        outcome.certificate.empty() ? Value() : Value(x509::write_pem("CERTIFICATE", outcome.certificate))},
       {"HeartbeatInterval", 5},
       {"Jobs", jobs_of(session, orchestrator)},
       {"ClientParameters",
        outcome.data["ClientParameters"].is_map() ? outcome.data["ClientParameters"] : Value::map()}});
}

}  // namespace

RegisterRequest read_session_request(const std::string& text, const std::string& name) {
  const Value document = parse_json(text, name);
  std::vector<Flaw> flaws;
  if (!document.is_map()) flaws.push_back({Flaw::Is::type, "", "the request must be a map", "", {}});
  const Value map = document.is_map() ? document : Value::map();
  const Record record(map, "", kRequestFields, flaws);
  if (!flaws.empty())
    throw Error(Kind::input, "session.request", name + " is no request of a session", "",
                as_faults(flaws, Kind::input, "session.request"));
  RegisterRequest request;
  request.client_machine = record.text("ClientMachine");
  request.agent_id = lower(record.text("AgentId"));
  request.capabilities = record.texts("Capabilities");
  if (record.has("AgentPlatform")) request.platform = kPlatforms[record.integer("AgentPlatform", 0)];
  request.version = text_of_version(record.value("AgentVersion"));
  if (record.value("ClientParameters").is_map())
    for (const auto& [key, value] : record.value("ClientParameters").members())
      request.parameters.emplace_back(key, value.as_text());
  if (record.has("CSR") && !record.text("CSR").empty()) {
    request.csr = record.text("CSR");
    request.csr_name = name + ": CSR";
  }
  return request;
}

Value session_reply(Session& session, const Outcome& outcome) {
  return Value::map(
      {{"Result", result_of(outcome)}, {"Session", is_refused(outcome) ? Value() : session_of(session, outcome)}});
}

}  // namespace pkit
