// JSON Schema of a section, from the same table that reads it.
#include "config/fields.h"

namespace pkit::config {

namespace {

Value text_schema(const Field& field) {
  Value schema = Value::map({{"type", "string"}});
  if (!field.words.empty()) schema.set("enum", Value::list(field.words));
  return schema;
}

Value texts_schema(const Field& field) { return Value::map({{"type", "array"}, {"items", text_schema(field)}}); }

Value integer_schema(const Field& field) {
  Value schema = Value::map({{"type", "integer"}});
  if (field.least != INT64_MIN) schema.set("minimum", field.least);
  if (field.most != INT64_MAX) schema.set("maximum", field.most);
  return schema;
}

Value type_schema(const Field& field) {
  switch (field.type) {
    case FieldType::text:
      return text_schema(field);
    case FieldType::integer:
      return integer_schema(field);
    case FieldType::boolean:
      return Value::map({{"type", "boolean"}});
    case FieldType::duration:
      return Value::map({{"type", "string"}, {"pattern", "^[0-9]+[smhdw]$"}});
    case FieldType::text_list:
      return texts_schema(field);
    case FieldType::text_or_list:
      return Value::map({{"anyOf", Value::List{text_schema(field), texts_schema(field)}}});
    case FieldType::map:
      return Value::map({{"type", "object"}});
    case FieldType::list:
      return Value::map({{"type", "array"}});
    case FieldType::any:
      break;
  }
  return Value::map();
}

}  // namespace

Value schema_of(std::span<const Field> table) {
  Value properties = Value::map();
  Value required = Value::list();
  for (const Field& field : table) {
    Value schema = type_schema(field);
    std::string text = field.help;
    if (*field.otherwise != '\0') text += (text.empty() ? "default " : "; default ") + std::string(field.otherwise);
    if (!text.empty()) schema.set("description", text);
    properties.set(field.key, std::move(schema));
    if (field.required) required.push(field.key);
  }
  return Value::map({{"type", "object"},
                     {"properties", std::move(properties)},
                     {"required", std::move(required)},
                     {"additionalProperties", false}});
}

}  // namespace pkit::config
