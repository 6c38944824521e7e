// What a registration handler may answer; anything else is a failure and never an allow.
#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "handler/chain.h"
#include "handler/outputs.h"

namespace pkit::handler {

namespace {

constexpr std::size_t kQuoted = 64;  // bytes of an answer that a failure repeats
constexpr std::size_t kMostFields = 256;
constexpr const char* kResults[] = {"Allow", "Deny", "Defer"};

std::string quoted(const std::string& text) { return "\"" + printable(text.substr(0, kQuoted)) + "\""; }

bool is_known(const std::string& key) {
  const std::vector<std::string>& keys = answer_keys();
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// A misspelt restriction must not become an Allow without it.
std::string judge_keys(const Value& answer) {
  for (const auto& [key, value] : answer.members()) {
    if (is_known(key) || key.starts_with("x-")) continue;
    const std::string near = nearest(key, answer_keys());
    return "unknown key " + quoted(key) + " in the answer" + (near.empty() ? "" : ", did you mean \"" + near + "\"?");
  }
  return {};
}

std::string judge_result(const Value& result, Result& decided) {
  const auto at = std::find_if(std::begin(kResults), std::end(kResults),
                               [&](const char* word) { return result.is_text() && result.as_text() == word; });
  if (at == std::end(kResults)) {
    const std::string found = result.is_text() ? quoted(result.as_text()) : Value::name(result.type());
    return "result is " + found + ", not \"Allow\", \"Deny\" or \"Defer\"";
  }
  decided = static_cast<Result>(at - std::begin(kResults));
  return {};
}

std::string judge_names(const Value& names, Outputs& outputs) {
  if (names.is_null()) return {};
  if (!names.is_map()) return std::string("names is ") + Value::name(names.type()) + ", not a map";
  for (const auto& [type, list] : names.members()) {
    const std::vector<std::string>& types = name_types();
    if (std::find(types.begin(), types.end(), type) == types.end())
      return "unknown type of names " + quoted(type) + ", not " + join(types, ", ");
    if (list.is_null()) continue;
    if (!list.is_list()) return "names." + type + " is " + Value::name(list.type()) + ", not a list";
    for (const Value& item : list.items())
      if (!item.is_text() || item.as_text().empty()) return "names." + type + " has an element that is no name";
    outputs.names.set(type, list);
  }
  return {};
}

std::string judge_profile(const Value& profile, Outputs& outputs) {
  if (is_nothing(profile)) return {};
  if (!profile.is_text()) return std::string("profile is ") + Value::name(profile.type()) + ", not a text";
  outputs.profile = profile.as_text();
  return {};
}

std::string judge_parameters(const Value& parameters, Outputs& outputs) {
  if (parameters.is_null()) return {};
  if (!parameters.is_map()) return std::string("ClientParameters is ") + Value::name(parameters.type()) + ", not a map";
  for (const auto& [name, value] : parameters.members())
    if (!value.is_text())
      return "ClientParameters." + quoted(name) + " is " + Value::name(value.type()) + ", not a text";
  outputs.client_parameters = parameters;
  return {};
}

/// A text that may be absent, null or empty (X3).
std::string judge_text(const char* key, const Value& value, std::string& output) {
  if (value.is_null()) return {};
  if (!value.is_text()) return std::string(key) + " is " + Value::name(value.type()) + ", not a text";
  output = value.as_text();
  return {};
}

/// Each value is held against its field when it is attached: what is no value is dropped there, and told.
std::string judge_metadata(const Value& metadata, Outputs& outputs) {
  if (metadata.is_null()) return {};
  if (!metadata.is_map()) return std::string("metadata is ") + Value::name(metadata.type()) + ", not a map";
  if (metadata.members().size() > kMostFields) return "metadata has more than 256 fields";
  outputs.metadata = metadata;
  return {};
}

std::string judge_outputs(const Value& answer, Outputs& outputs) {
  std::string failure = judge_names(answer["names"], outputs);
  if (failure.empty()) failure = judge_profile(answer["profile"], outputs);
  if (failure.empty()) failure = judge_parameters(answer["ClientParameters"], outputs);
  if (failure.empty()) failure = judge_text("blueprintName", answer["blueprintName"], outputs.blueprint);
  if (failure.empty()) failure = judge_text("ClientID", answer["ClientID"], outputs.client_id);
  if (failure.empty()) failure = judge_metadata(answer["metadata"], outputs);
  return failure;
}

}  // namespace

const std::vector<std::string>& answer_keys() {
  static const std::vector<std::string> keys = {"result",   "message",          "names",        "profile", "ClientID",
                                                "metadata", "ClientParameters", "blueprintName"};
  return keys;
}

const std::vector<std::string>& name_types() {
  static const std::vector<std::string> types = {"dns", "ip", "email", "uri"};
  return types;
}

bool is_nothing(const Value& value) {
  switch (value.type()) {
    case Value::Type::null:
      return true;
    case Value::Type::text:
      return value.as_text().empty();
    case Value::Type::list:
      return value.items().empty();
    case Value::Type::map:
      return value.members().empty();
    case Value::Type::boolean:
    case Value::Type::integer:
      break;
  }
  return false;
}

Value outputs_value(const Outputs& outputs) {
  Value value = Value::map();
  const auto tell = [&](const char* key, const Value& output) {
    if (!is_nothing(output)) value.set(key, output);
  };
  tell("names", outputs.names);
  tell("profile", outputs.profile ? Value(*outputs.profile) : Value());
  tell("blueprintName", outputs.blueprint);
  tell("ClientID", outputs.client_id);
  tell("metadata", outputs.metadata);
  tell("ClientParameters", outputs.client_parameters.value_or(Value()));
  return value;
}

std::string judge_answer(const Value& answer, Result& result, std::string& message, Outputs& outputs) {
  result = Result::failed;
  message.clear();
  outputs = {};
  if (!answer.is_map()) return std::string("the answer is ") + Value::name(answer.type()) + ", not a map";
  std::string failure = judge_keys(answer);
  if (!failure.empty()) return failure;
  const Value& text = answer["message"];
  if (!text.is_null() && !text.is_text()) return std::string("message is ") + Value::name(text.type()) + ", not a text";
  Result decided = Result::failed;
  failure = judge_result(answer["result"], decided);
  Outputs granted;
  if (failure.empty() && decided == Result::allow) failure = judge_outputs(answer, granted);  // A10
  if (!failure.empty()) return failure;
  result = decided;
  message = answer.text_or("message");
  outputs = std::move(granted);
  return {};
}

}  // namespace pkit::handler
