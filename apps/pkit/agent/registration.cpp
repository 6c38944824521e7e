#include "pkit/agent/registration.h"

#include "base/json.h"
#include "base/table.h"

namespace pkit::app {

namespace {

constexpr Field kKeptFields[] = {
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "Profile", .type = FieldType::text, .required = true},
    {.key = "Capabilities", .type = FieldType::text_list, .required = true},
    {.key = "ClientParameters", .type = FieldType::text_map, .required = true},
};

}  // namespace

std::string kept_form(const AgentRegistration& registration) {
  Value parameters = Value::map();
  for (const auto& [key, value] : registration.parameters) parameters.set(key, value);
  return canonical_json(Value::map({{"ClientMachine", registration.client_machine},
                                    {"Profile", registration.profile},
                                    {"Capabilities", Value::list(registration.capabilities)},
                                    {"ClientParameters", std::move(parameters)}}));
}

AgentRegistration read_kept_form(const std::string& text, const std::string& name) {
  std::vector<Flaw> flaws;
  const Value kept = parse_json(text, name);
  if (!kept.is_map()) throw Error(Kind::input, "agent.file", name + " is no registration", "");
  const Record record(kept, "", kKeptFields, flaws);
  if (!flaws.empty()) throw Error(Kind::input, "agent.file", name + " is no registration: " + flaws.front().what, "");
  AgentRegistration registration{
      record.text("ClientMachine"), record.text("Profile"), record.texts("Capabilities"), {}};
  for (const auto& [key, value] : record.value("ClientParameters").members())
    registration.parameters.emplace(key, value.as_text());
  return registration;
}

}  // namespace pkit::app
