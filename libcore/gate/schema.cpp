// The JSON Schemas of what travels: the frames of shapes.cpp, with what each operation's row says.
#include <algorithm>

#include "base/schema.h"
#include "gate/operations.h"
#include "gate/shapes.h"

namespace pkit {

namespace {

std::vector<std::string> names_of_operations() {
  std::vector<std::string> names;
  for (const Operation* operation : gate_operations()) names.emplace_back(operation->name);
  return names;
}

void name_operations(Value& schema, Value names) {
  Value members = schema["properties"];
  members.set("operation", std::move(names));
  schema.set("properties", std::move(members));
}

Value when(Value condition, Value then) {
  return Value::map({{"if", std::move(condition)}, {"then", std::move(then)}});
}

Value properties(std::initializer_list<Value::Named> members) {
  return Value::map({{"properties", Value::map(members)}});
}

Value constant(Value value) { return Value::map({{"const", std::move(value)}}); }

Value required(const std::string& name) { return Value::map({{"required", Value::list(std::vector{name})}}); }

/// What this operation's options may be, and which files and secrets it takes.
Value request_of(const Operation& operation) {
  Value options = Value::map(), files = Value::list(), secrets = Value::list();
  std::vector<std::string> needed;
  for (const Input& input : operation.inputs) {
    if (input.local) continue;
    if (input.kind == Input::Kind::secret) {
      secrets.push(input.key());
    } else if (input.kind == Input::Kind::document) {
      files.push(input.key());
    } else {
      options.set(input.key(), json_schema(input.travels()));
      if (input.required) needed.push_back(input.key());
    }
  }
  if (operation.proof) files.push("cert");
  return properties({{"options", Value::map({{"properties", std::move(options)},
                                             {"required", Value::list(needed)},
                                             {"additionalProperties", false}})},
                     {"files", Value::map({{"propertyNames", Value::map({{"enum", std::move(files)}})}})},
                     {"secrets", Value::map({{"propertyNames", Value::map({{"enum", std::move(secrets)}})}})}});
}

/// The schema of `data` as far as the paths go: a member that is named is whole, one on the way to it is not.
Value picked(const Shape& shape, const std::vector<std::string>& paths) {
  Value members = Value::map();
  std::vector<std::string> needed;
  for (const Field& field : shape.fields) {
    const std::string key = field.key;
    std::vector<std::string> inner;
    for (const std::string& path : paths)
      if (path.starts_with(key + ".")) inner.push_back(path.substr(key.size() + 1));
    const bool whole = std::find(paths.begin(), paths.end(), key) != paths.end();
    if (!whole && inner.empty()) continue;
    members.set(key, whole ? json_schema(*field.type) : picked(*field.type, inner));
    if (field.required) needed.push_back(key);
  }
  std::sort(needed.begin(), needed.end());
  return Value::map({{"type", "object"},
                     {"properties", std::move(members)},
                     {"required", Value::list(needed)},
                     {"additionalProperties", false}});
}

Value data_of(const Operation& operation) {
  Value schema = picked(*operation.data, {operation.reply.begin(), operation.reply.end()});
  schema.set("minProperties", 1);
  return properties(
      {{"data", Value::map({{"anyOf", Value(Value::List{std::move(schema), Value::map({{"type", "null"}})})}})}});
}

Value of_operation(const Operation& operation) { return properties({{"operation", constant(operation.name)}}); }

}  // namespace

Value gate_request_schema() {
  Value schema = json_schema(shape::gate_request);
  name_operations(schema, Value::map({{"enum", Value::list(names_of_operations())}}));
  Value rules = Value::list();
  for (const Operation* operation : gate_operations())
    rules.push(when(of_operation(*operation), request_of(*operation)));
  Value signed_by = required("files");
  signed_by.set("properties", Value::map({{"files", required("cert")}}));
  rules.push(when(required("proof"), std::move(signed_by)));
  schema.set("allOf", std::move(rules));
  return schema_document("gate-request.schema.json", "a request to pkit gate", std::move(schema));
}

Value gate_reply_schema() {
  Value schema = json_schema(shape::gate_reply);
  Value names = Value::list(names_of_operations());
  names.push(nullptr);
  name_operations(schema, Value::map({{"enum", std::move(names)}}));
  Value rules = Value::list();
  for (const Operation* operation : gate_operations()) rules.push(when(of_operation(*operation), data_of(*operation)));
  Value well = when(properties({{"exit", constant(0)}}), properties({{"ok", constant(true)},
                                                                     {"error", Value::map({{"type", "null"}})},
                                                                     {"data", Value::map({{"type", "object"}})}}));
  well.set("else", properties({{"ok", constant(false)},
                               {"error", Value::map({{"type", "object"}})},
                               {"chain", Value::map({{"maxItems", 0}})}}));
  rules.push(std::move(well));
  Value handed_out = properties({{"exit", constant(0)}, {"data", required("certificate")}});
  rules.push(when(std::move(handed_out), properties({{"chain", Value::map({{"minItems", 1}})}})));
  schema.set("allOf", std::move(rules));
  return schema_document("gate-reply.schema.json", "a reply of pkit gate", std::move(schema));
}

}  // namespace pkit
