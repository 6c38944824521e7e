#include "setup/job_types.h"

#include "base/text.h"

namespace pkit {

using config::FieldType;
using config::Section;

const std::vector<config::Field> kJobTypeFields = {
    {.key = "call",
     .type = FieldType::text,
     .help = "ADAPTER.PROCEDURE that does such a job; without it agents alone do it"},
    {.key = "fields", .type = FieldType::map, .help = "what each such job is given by --field"},
    {.key = "description", .type = FieldType::text, .help = "what it does, for people"},
};
const std::vector<config::Field> kJobTypeFieldFields = {
    {.key = "type",
     .type = FieldType::text,
     .otherwise = "string",
     .words = kOneOf<"string", "integer", "date", "boolean", "choice", "text", "email">,
     .help = "what its values are"},
    {.key = "pattern", .type = FieldType::text, .help = "of a string: the regular expression that all of it matches"},
    {.key = "message", .type = FieldType::text, .help = "what is said where the pattern does not match"},
    {.key = "options", .type = FieldType::text_list, .help = "of a choice: its values"},
    {.key = "default", .type = FieldType::any, .help = "the value of a job that is not given one"},
    {.key = "required", .type = FieldType::boolean, .otherwise = "false", .help = "a job without it is not scheduled"},
    {.key = "description", .type = FieldType::text, .help = "what it means, for people"},
};

namespace {

/// By that name agents know the job that fetches their logs.
bool is_own(const std::string& name) { return lower(name) == "fetchlogs"; }

bool is_job_type_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 && name.front() != '-' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
             std::string::npos;
}

JobType read_job_type(const std::string& name, const Value& value, const adapter::Adapters& adapters,
                      config::Faults& faults) {
  const Section section(value, "job_types." + name, kJobTypeFields, faults);
  return {name, read_call_target(section, "call", adapters),
          catalog::read_typed_fields(section.name() + ".fields", kJobTypeFieldFields, section.value("fields"), faults)};
}

}  // namespace

JobTypes read_job_types(const Value& section, const adapter::Adapters& adapters, config::Faults& faults) {
  JobTypes types;
  if (!section.is_map()) return types;
  for (const auto& [name, value] : section.members()) {
    if (is_own(name))
      faults.add(value.key_at(), "job.type",
                 "job_types: '" + printable(name) + "' is what agents call a job of pkit's own", "another name");
    if (!is_job_type_name(name))
      faults.add(value.key_at(), "job.type", "job_types: the name '" + printable(name) + "' is not usable",
                 "letters, digits, _ and -, at most 64");
    types.emplace(name, read_job_type(name, value, adapters, faults));
  }
  return types;
}

}  // namespace pkit
