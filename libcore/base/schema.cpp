#include "base/schema.h"

#include <algorithm>
#include <map>

namespace pkit {

namespace {

using Type = Shape::Type;
constexpr const char* kDialect = "https://json-schema.org/draft/2020-12/schema";

Value typed(const char* type) { return Value::map({{"type", type}}); }

void set_bounds(Value& schema, const char* least, const char* most, std::int64_t from, std::int64_t to) {
  if (from != INT64_MIN) schema.set(least, from);
  if (to != INT64_MAX) schema.set(most, to);
}

class SchemaWriter {
 public:
  /// `home` is where named shapes are, as a reference has it.
  explicit SchemaWriter(std::string home) : home_(std::move(home)) {}

  Value shape(const Shape& s) const {
    if (*s.name) return Value::map({{"$ref", home_ + "#/$defs/" + s.name}});
    return content(s);
  }

  Value content(const Shape& s) const {
    Value schema = bare(s);
    if (!*s.help) return schema;
    Value described = Value::map({{"description", s.help}});
    for (const auto& [key, value] : schema.members()) described.set(key, value);
    return described;
  }

 private:
  Value bare(const Shape& s) const {
    switch (s.type) {
      case Type::any:
        return Value::map();
      case Type::null:
        return typed("null");
      case Type::boolean:
        return typed("boolean");
      case Type::yes:
        return Value::map({{"const", true}});
      case Type::integer:
        return number(s);
      case Type::text:
      case Type::duration:
        return text(s, s.words);
      case Type::list:
        return list(s, {});
      case Type::one_or_list:
        return one_or_list(s, {});
      case Type::map:
        return map(s);
      case Type::either:
        return either(s);
    }
    return Value::map();
  }

  static Value number(const Shape& s) {
    Value schema = typed("integer");
    set_bounds(schema, "minimum", "maximum", s.least, s.most);
    return schema;
  }

  static Value text(const Shape& s, Words words) {
    if (!words.empty()) return Value::map({{"enum", Value::list(words.list())}});
    Value schema = typed("string");
    if (s.type == Type::duration) schema.set("pattern", "^[0-9]+[smhdw]$");
    if (s.type == Type::text) set_bounds(schema, "minLength", "maxLength", s.least, s.most);
    if (*s.pattern) schema.set("pattern", s.pattern);
    return schema;
  }

  Value list(const Shape& s, Words words) const {
    Value schema = typed("array");
    if (s.each) schema.set("items", words.empty() ? shape(*s.each) : text(*s.each, words));
    set_bounds(schema, "minItems", "maxItems", s.least, s.most);
    return schema;
  }

  Value one_or_list(const Shape& s, Words words) const {
    Value among = Value::list();
    among.push(text(*s.each, words));
    among.push(list(s, words));
    return Value::map({{"anyOf", std::move(among)}});
  }

  Value map(const Shape& s) const {
    if (!s.fields.empty()) return object(s);
    Value schema = typed("object");
    if (s.each) schema.set("additionalProperties", shape(*s.each));
    return schema;
  }

  Value object(const Shape& s) const {
    Value properties = Value::map(), together = Value::map();
    std::vector<std::string> required;
    for (const Field& field : s.fields) {
      properties.set(field.key, member(field));
      if (field.required) required.emplace_back(field.key);
      if (*field.with) together.set(field.key, Value::list(std::vector<std::string>{field.with}));
    }
    std::sort(required.begin(), required.end());
    Value schema = typed("object");
    schema.set("properties", std::move(properties));
    schema.set("required", Value::list(required));
    schema.set("additionalProperties", s.each ? shape(*s.each) : Value(false));
    if (s.says_something) schema.set("minProperties", 1);
    if (!together.members().empty()) schema.set("dependentRequired", std::move(together));
    return schema;
  }

  Value member(const Field& field) const {
    if (field.words.empty() && field.least == INT64_MIN && field.most == INT64_MAX) return shape(*field.type);
    Shape narrowed = *field.type;
    narrowed.name = "";
    narrowed.least = std::max(narrowed.least, field.least);
    narrowed.most = std::min(narrowed.most, field.most);
    if (narrowed.type == Type::list) return list(narrowed, field.words);
    if (narrowed.type == Type::one_or_list) return one_or_list(narrowed, field.words);
    if (!field.words.empty()) narrowed.words = field.words;
    return content(narrowed);
  }

  Value either(const Shape& s) const {
    Value among = Value::list();
    for (const Shape* one : s.among) among.push(shape(*one));
    return Value::map({{"anyOf", std::move(among)}});
  }

  std::string home_;
};

void collect(const Shape& shape, std::map<std::string, const Shape*>& named) {
  if (*shape.name && !named.emplace(shape.name, &shape).second) return;
  if (shape.each) collect(*shape.each, named);
  for (const Field& field : shape.fields) collect(*field.type, named);
  for (const Shape* one : shape.among) collect(*one, named);
}

}  // namespace

Value json_schema(const Shape& shape) { return SchemaWriter(kCommonSchema).shape(shape); }

Value schema_document(const std::string& id, const std::string& title, Value schema) {
  Value document = Value::map({{"$schema", kDialect}, {"$id", id}, {"title", title}});
  for (const auto& [key, value] : schema.members()) document.set(key, value);
  return document;
}

Value common_schema(const std::string& title, const std::vector<const Shape*>& roots) {
  std::map<std::string, const Shape*> named;
  for (const Shape* root : roots) collect(*root, named);
  Value definitions = Value::map();
  for (const auto& [name, shape] : named) definitions.set(name, SchemaWriter("").content(*shape));
  return schema_document(kCommonSchema, title, Value::map({{"$defs", std::move(definitions)}}));
}

}  // namespace pkit
