#include "catalog/metadata.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "catalog/metadata_types.h"

namespace pkit::catalog {

using config::Faults;
using config::Field;
using config::FieldType;
using config::Section;

namespace {

bool is_name(const std::string& name) {
  const auto allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !name.empty() && name.size() <= 64 && name.find_first_not_of(allowed) == std::string::npos;
}

const MetadataType* type_of(const std::string& word) {
  const auto types = metadata_types();
  const auto found = std::find_if(types.begin(), types.end(), [&](const MetadataType& t) { return word == t.word; });
  return found == types.end() ? &types.front() : &*found;  // another word was a fault
}

std::shared_ptr<const pattern::Regex> read_pattern(const Section& section) {
  if (!section.has("pattern")) return nullptr;
  try {
    return std::make_shared<const pattern::Regex>(section.text("pattern"));
  } catch (const Error& error) {
    section.faults().add(section.at("pattern"), "metadata.pattern", section.name() + ".pattern: " + error.what());
    return nullptr;
  }
}

void check_default(const Section& section, MetadataField& field) {
  if (!section.has("default")) return;
  const Judged judged = judge_metadata(field, section.value("default"));
  field.otherwise = judged.value;
  if (!judged.value)
    section.faults().add(section.at("default"), "metadata.default", section.name() + ".default " + judged.why);
}

MetadataField read_field(const std::string& name, const Value& value, const std::string& within,
                         const std::vector<Field>& table, Faults& faults) {
  const Section section(value, within + "." + name, table, faults);
  MetadataField field;
  field.name = name;
  field.type = type_of(section.text("type", "string"));
  field.options = section.texts("options");
  field.required = section.boolean("required", false);
  field.message = section.text("message");
  field.pattern = read_pattern(section);
  const std::string word = field.type->word;
  if (field.pattern && word != "string")
    faults.add(section.at("pattern"), "metadata.pattern", section.name() + " is no string, and has a pattern");
  if ((word == "choice") == field.options.empty())
    faults.add(section.at(), "metadata.options", section.name() + ": a choice has options, and nothing else has");
  check_default(section, field);
  return field;
}

}  // namespace

const std::vector<Field> kMetadataFields = {
    {.key = "fields", .type = FieldType::map, .help = "the fields by which certificates can be tagged"},
    {.key = "generate",
     .type = FieldType::text,
     .help = "ADAPTER.PROCEDURE that is asked for the metadata of each certificate, once"},
};

const std::vector<Field> kMetadataFieldFields = {
    {.key = "type",
     .type = FieldType::text,
     .otherwise = "string",
     .words = kOneOf<"string", "integer", "date", "boolean", "choice", "text", "email">,
     .help = "what its values are"},
    {.key = "pattern", .type = FieldType::text, .help = "of a string: the regular expression that all of it matches"},
    {.key = "message", .type = FieldType::text, .help = "what is said where the pattern does not match"},
    {.key = "options", .type = FieldType::text_list, .help = "of a choice: its values"},
    {.key = "default", .type = FieldType::any, .help = "the value of an issued certificate where none is given"},
    {.key = "required",
     .type = FieldType::boolean,
     .otherwise = "false",
     .help = "say so where an issued certificate lacks it"},
    {.key = "description", .type = FieldType::text, .help = "what it means, for people"},
};

MetadataFields read_metadata_fields(const Value& value, Faults& faults) {
  const Section section(value, "metadata", kMetadataFields, faults);
  return read_typed_fields("metadata.fields", kMetadataFieldFields, section.value("fields"), faults);
}

MetadataFields read_typed_fields(const std::string& section, const std::vector<Field>& table, const Value& rows,
                                 Faults& faults) {
  MetadataFields fields;
  if (!rows.is_map()) return fields;
  for (const auto& [name, row] : rows.members()) {
    if (!is_name(name))
      faults.add(row.key_at(), "metadata.name", section + ": the field '" + printable(name) + "' is not usable",
                 "letters, digits, _ and -, at most 64");
    else if (find_field(fields, name))
      faults.add(row.key_at(), "metadata.name",
                 section + ": the field '" + name + "' is there already, in another case");
    fields.push_back(read_field(name, row, section, table, faults));
  }
  return fields;
}

const MetadataField* find_field(const MetadataFields& fields, const std::string& name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const MetadataField& field) { return lower(field.name) == lower(name); });
  return found == fields.end() ? nullptr : &*found;
}

Judged judge_metadata(const MetadataField& field, const Value& value) { return field.type->judge(field, value); }

Attached judge_all(const MetadataFields& fields, const Value& metadata) {
  Attached attached;
  const auto drop = [&](const std::string& name, const std::string& why) {
    attached.dropped.push(Value::map({{"field", printable(name.substr(0, 64))}, {"reason", why}}));
  };
  for (const auto& [name, value] : metadata.members()) {
    const MetadataField* field = find_field(fields, name);
    if (!field) {
      drop(name, "there is no such field");
      continue;
    }
    Judged judged = judge_metadata(*field, value);
    if (!judged.value)
      drop(name, judged.why);
    else if (attached.applied.find(field->name))
      drop(name, "is there twice, in another case");
    else
      attached.applied.set(field->name, std::move(*judged.value));
  }
  return attached;
}

Attached attach_metadata(const MetadataFields& fields, const Value& metadata) {
  Attached attached = judge_all(fields, metadata);
  for (const MetadataField& field : fields) {
    if (attached.applied.find(field.name)) continue;
    if (field.otherwise) attached.applied.set(field.name, *field.otherwise);
    if (field.required && !field.otherwise) attached.missing.push_back(field.name);
  }
  return attached;
}

}  // namespace pkit::catalog
