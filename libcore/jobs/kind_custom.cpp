// Jobs of one's own (B3, T-B15): pkit.yaml has their types and fields, and an adapter does them, here or at an agent.
// What it brings is kept with the run.
#include <algorithm>

#include "adapter/adapter.h"
#include "base/json.h"
#include "catalog/metadata_types.h"
#include "jobs/custom.h"
#include "setup/setup.h"

namespace pkit::jobs {

namespace {

constexpr std::size_t kMostData = 2 << 20;
// With what JSON makes of it: a character may be six.
constexpr std::size_t kLongestAnswer = 6 * kMostData + (64 << 10);

[[noreturn]] void refuse(const std::string& what, const std::string& hint) {
  throw Error(Kind::usage, "job.parameter", what, hint);
}

const JobType& type_named(const Setup& setup, const std::string& name) {
  const auto type = setup.job_types.find(name);
  if (type != setup.job_types.end()) return type->second;
  std::vector<std::string> known;
  for (const auto& [word, ignored] : setup.job_types) known.push_back(word);
  refuse("pkit.yaml has no job type '" + printable(name) + "'",
         known.empty() ? "job_types: { NAME: { call: ADAPTER.PROCEDURE } }" : "there is " + join(known, ", "));
}

void require_procedure(const JobType& type) {
  if (!type.target.adapter.empty()) return;
  refuse("pkit.yaml names no procedure that does a job of type " + type.name + " here",
         "job_types." + type.name + ".call: ADAPTER.PROCEDURE, or --agent MACHINE");
}

void take_field(const JobType& type, const std::string& text, Value& fields) {
  const std::string name = text.substr(0, text.find('='));
  const catalog::MetadataField* field = catalog::find_field(type.fields, name);
  if (!field || name.size() == text.size())
    refuse("--field: '" + printable(text) + "' is no NAME=VALUE of a field of " + type.name,
           "see pkit.yaml, job_types." + type.name + ".fields");
  if (fields.find(field->name)) refuse("--field " + field->name + " is given twice", "once");
  const catalog::Judged judged = catalog::judge_metadata(*field, text.substr(name.size() + 1));
  if (!judged.value)
    refuse("--field " + field->name + " " + judged.why, "its type is " + std::string(field->type->word));
  fields.set(field->name, *judged.value);
}

/// What was given, as "NAME=VALUE", by the fields of its type: {NAME: text}. What is not given has its default.
Value fields_of(const JobType& type, const Value& given) {
  Value fields = Value::map();
  if (given.is_list())
    for (const Value& item : given.items()) take_field(type, item.as_text(), fields);
  for (const catalog::MetadataField& field : type.fields) {
    if (fields.find(field.name)) continue;
    if (field.otherwise)
      fields.set(field.name, *field.otherwise);
    else if (field.required)
      refuse("a job of type " + type.name + " needs --field " + field.name + "=VALUE",
             "its type is " + std::string(field.type->word));
  }
  return fields;
}

void prepare_custom(const ReadSession& session, bool for_agent, Value& parameters) {
  const Setup setup = load_setup(session.home, session.state);
  const std::string name = parameters.text_or("jobType");
  const JobType& type = type_named(setup, name);
  if (!for_agent) require_procedure(type);
  parameters.set("fields", fields_of(type, parameters["field"]));
  parameters.erase("field");
}

/// Typed, where JSON has the type.
Value property(const catalog::MetadataField& field, const std::string& text) {
  const std::string type = field.type->word;
  if (type == "integer") return static_cast<std::int64_t>(std::stoll(text));
  if (type == "boolean") return text == "true";
  return text;
}

/// What was given before is judged again: pkit.yaml may have other fields by now, and another home has its own.
Value fields_now(const JobType& type, const Value& fields) {
  Value given = Value::list();
  if (fields.is_map())
    for (const auto& [name, value] : fields.members())
      given.push(name + "=" + (value.is_text() ? value.as_text() : to_json(value)));
  return fields_of(type, given);
}

Value properties(const JobType& type, const Value& given) {
  Value typed = Value::map();
  const Value fields = fields_now(type, given);
  for (const auto& [name, text] : fields.members())
    if (const catalog::MetadataField* field = catalog::find_field(type.fields, name))
      typed.set(field->name, property(*field, text.as_text()));
  return typed;
}

adapter::Call call_of(const JobType& type, const CustomJob& job) {
  adapter::Call call;
  call.procedure = type.target.procedure;
  call.parameter = Value::map({{"JobId", job.id},
                               {"JobType", type.name},
                               {"RequestTimestamp", job.requested},
                               {"CurrentRetryCount", job.tries},
                               {"JobProperties", properties(type, job.properties)}});
  call.request_id = job.request_id;
  call.attempt = static_cast<int>(job.tries) + 1;
  call.answer = kLongestAnswer;
  return call;
}

constexpr Words kResults = kOneOf<"Success", "Warning", "Failure">;
constexpr Field kAnswerFields[] = {
    {.key = "result", .type = FieldType::text, .required = true, .words = kResults},
    {.key = "message", .type = FieldType::text},
    {.key = "data", .type = FieldType::text},
};

JobDone failure(const std::string& why) {
  JobDone done;
  done.result = store::JobResult::failure;
  done.message = why;
  return done;
}

JobDone done_as(const Value& answer) {
  const std::vector<Flaw> flaws = answer.is_map() ? flaws_in(answer, kAnswerFields, "")
                                                  : std::vector<Flaw>{{Flaw::Is::type, "", "it is no map", "", {}}};
  if (!flaws.empty()) return failure("its adapter's answer is none: " + flaws.front().what);
  const std::string result = answer.text_or("result"), data = answer.text_or("data");
  if (data.size() > kMostData)
    return failure("it brought " + std::to_string(data.size()) + " octets of data, and at most " +
                   std::to_string(kMostData) + " are kept");
  JobDone done;
  done.result = result == "Success"   ? store::JobResult::success
                : result == "Warning" ? store::JobResult::warning
                                      : store::JobResult::failure;
  done.message = answer.text_or("message");
  if (!data.empty()) done.output = Value::map({{"data", storable(data)}});
  return done;
}

JobDone do_custom(Session& session, const RunningJob& running) {
  return do_custom_job(session, custom_job(session, running.job));
}

constexpr Field kCustomFields[] = {
    {.key = "jobType", .type = FieldType::word, .required = true},
    {.key = "field", .type = FieldType::text_list},
};

}  // namespace

JobDone do_custom_job(Session& session, const CustomJob& job) {
  const Setup setup = load_setup(session.home, session.state);
  const JobType& type = type_named(setup, job.type);
  require_procedure(type);
  adapter::Adapter adapter = setup.adapters.at(type.target.adapter);
  adapter.limits.output = std::max(adapter.limits.output, kLongestAnswer);
  const adapter::Answer answer = adapter::call(adapter, session.home.directory, call_of(type, job), session.world);
  return answer.ok ? done_as(answer.value) : failure(type.target.adapter + ": " + adapter::told_failure(answer));
}

CustomJob custom_job(const ReadSession& session, const store::ScheduledJob& job) {
  const Setup setup = load_setup(session.home, session.state);
  const JobType& type = type_named(setup, job.parameters.text_or("jobType"));
  return {.id = job.id,
          .type = type.name,
          .properties = properties(type, job.parameters["fields"]),
          .requested = print_time(job.requested),
          .tries = job.tries,
          .request_id = job.id + "-" + std::to_string(job.claimed.value_or(0))};
}

constinit const JobKind kCustomJob = {.word = "custom",
                                      .type = store::JobType::custom,
                                      .priority = 8,
                                      .reschedulable = true,
                                      .by_calendar = true,
                                      .at_agents = true,
                                      .anywhere = true,
                                      .parameters = kCustomFields,
                                      .run = do_custom,
                                      .prepare = prepare_custom};

}  // namespace pkit::jobs
