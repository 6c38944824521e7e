// Sections of pkit.yaml read by their tables, and the faults found.
#include "config/fields.h"

#include <algorithm>

namespace pkit::config {

namespace {

constexpr std::size_t kQuoted = 64;  // bytes of a word that an error repeats
constexpr std::size_t kListed = 20;  // words that an error lists beside the nearest one
const Value kAbsent;

std::string quoted(const std::string& word) { return "'" + printable(word.substr(0, kQuoted)) + "'"; }

/// What a value of this type is called in errors.
const char* expected(FieldType type) {
  switch (type) {
    case FieldType::text:
      return "a text";
    case FieldType::integer:
      return "an integer";
    case FieldType::boolean:
      return "true or false";
    case FieldType::duration:
      return "a duration such as 90d or 30s";
    case FieldType::text_list:
      return "a list of texts";
    case FieldType::text_or_list:
      return "a text or a list of texts";
    case FieldType::map:
      return "a map";
    case FieldType::list:
      return "a list";
    case FieldType::any:
      break;
  }
  return "a value";
}

/// An empty section ("adapters:" with every entry commented out) is a map or list without entries.
bool fits(const Value& value, FieldType type) {
  switch (type) {
    case FieldType::text:
      return value.is_text();
    case FieldType::integer:
      return value.is_int();
    case FieldType::boolean:
      return value.is_bool();
    case FieldType::duration:
      return value.is_text() && parse_duration(value.as_text());
    case FieldType::text_list:
      return value.is_list() || value.is_null();
    case FieldType::text_or_list:
      return value.is_list() || value.is_text();
    case FieldType::map:
      return value.is_map() || value.is_null();
    case FieldType::list:
      return value.is_list() || value.is_null();
    case FieldType::any:
      break;
  }
  return true;
}

bool wants_texts(FieldType type) {
  return type == FieldType::text || type == FieldType::text_list || type == FieldType::text_or_list;
}

/// Integers and booleans are texts in quotes.
std::string remedy(const Value& value, FieldType type) {
  if (!wants_texts(type)) return {};
  if (value.is_int()) return "write it in quotes: \"" + std::to_string(value.as_int()) + "\"";
  if (value.is_bool()) return std::string("write it in quotes: \"") + (value.as_bool() ? "true" : "false") + "\"";
  return {};
}

/// Judges one member against its row; every fault names its place.
class Judge {
 public:
  Judge(const Field& field, std::string name, Faults& faults)
      : field_(field), name_(std::move(name)), faults_(faults) {}

  bool sound(const Value& value) const {
    if (!fits(value, field_.type)) return wrong_type(value, field_.type);
    if (field_.type == FieldType::integer) return within(value, value.as_int());
    if (field_.type == FieldType::duration) return within(value, *parse_duration(value.as_text()));
    if (value.is_text()) return known_word(value);
    if (!wants_texts(field_.type) || !value.is_list()) return true;
    const Value::List& items = value.items();
    return std::count_if(items.begin(), items.end(), [&](const Value& item) { return !element(item); }) == 0;
  }

 private:
  bool wrong_type(const Value& value, FieldType type) const {
    const std::string found = value.is_null() ? "nothing" : Value::name(value.type());
    faults_.add(value.at(), "config.type", name_ + " must be " + expected(type) + ", not " + found,
                remedy(value, type));
    return false;
  }

  bool element(const Value& item) const {
    return item.is_text() ? known_word(item) : wrong_type(item, FieldType::text);
  }

  bool known_word(const Value& value) const {
    const std::vector<std::string>& words = field_.words;
    if (words.empty() || std::find(words.begin(), words.end(), value.as_text()) != words.end()) return true;
    faults_.add(value.at(), "config.word", name_ + " cannot be " + quoted(value.as_text()),
                hint_for(value.as_text(), words));
    return false;
  }

  bool within(const Value& value, std::int64_t number) const {
    if (number >= field_.least && number <= field_.most) return true;
    faults_.add(value.at(), "config.bounds", name_ + " must be " + bounds() + ", not " + written(number));
    return false;
  }

  std::string bounds() const {
    if (field_.most == INT64_MAX) return "at least " + written(field_.least);
    if (field_.least == INT64_MIN) return "at most " + written(field_.most);
    if (field_.least == field_.most) return written(field_.least);
    return written(field_.least) + " to " + written(field_.most);
  }

  std::string written(std::int64_t number) const {
    return field_.type == FieldType::duration ? print_duration(number) : std::to_string(number);
  }

  const Field& field_;
  std::string name_;
  Faults& faults_;
};

std::vector<std::string> keys_of(std::span<const Field> table) {
  std::vector<std::string> keys;
  for (const Field& field : table) keys.emplace_back(field.key);
  return keys;
}

}  // namespace

std::string hint_for(const std::string& word, const std::vector<std::string>& valid) {
  if (valid.empty()) return {};
  const std::string near = nearest(word, valid);
  const std::string all = "valid: " + join(valid, ", ");
  if (near.empty()) return all;
  const std::string question = "did you mean '" + near + "'?";
  return valid.size() > kListed ? question : question + " " + all;
}

void Faults::add(Position at, std::string code, std::string what, std::string hint) {
  faults_.push_back({Kind::config, std::move(code), where(at), std::move(what), std::move(hint)});
}

void Faults::unknown(Position at, const std::string& what, const std::string& word,
                     const std::vector<std::string>& valid) {
  add(at, "config.unknown", what + " " + quoted(word), hint_for(word, valid));
}

void Faults::warn(Position at, const std::string& what) { warnings_.push_back(where(at) + ": " + what); }

std::string Faults::where(Position at) const {
  if (at.line == 0) return file_;
  return file_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

Section::Section(const Value& value, std::string name, std::span<const Field> table, Faults& faults)
    : value_(value.is_map() ? value : kAbsent), at_(value.at()), name_(std::move(name)), faults_(faults) {
  if (!value.is_map() && !value.is_null()) {
    faults.add(at_, "config.type",
               (name_.empty() ? "the file" : name_) + " must be a map, not " + Value::name(value.type()));
    return;  // what is missing in it would be told a second time
  }
  refuse_unknown(table);
  for (const Field& field : table) judge(field);
}

void Section::refuse_unknown(std::span<const Field> table) {
  if (!value_.is_map()) return;
  for (const auto& [key, value] : value_.members()) {
    const auto is_it = [&key = key](const Field& field) { return key == field.key; };
    if (std::any_of(table.begin(), table.end(), is_it)) continue;
    faults_.unknown(value.key_at(), name_.empty() ? "unknown key" : name_ + ": unknown key", key, keys_of(table));
  }
}

void Section::judge(const Field& field) {
  const std::string whole = name_.empty() ? field.key : name_ + "." + field.key;
  const Value* value = value_.find(field.key);
  if (!value || (field.required && value->is_null())) {
    if (field.required) faults_.add(value ? value->at() : at_, "config.missing", whole + " is missing", field.help);
  } else if (!Judge(field, whole, faults_).sound(*value)) {
    faulty_.emplace_back(field.key);
  }
}

const Value& Section::value(std::string_view key) const {
  const bool faulty = std::find(faulty_.begin(), faulty_.end(), key) != faulty_.end();
  return faulty ? kAbsent : value_[key];
}

bool Section::has(std::string_view key) const { return !value(key).is_null(); }

std::string Section::text(std::string_view key, std::string otherwise) const {
  const Value& found = value(key);
  if (found.is_text()) return found.as_text();
  return otherwise;
}

std::int64_t Section::integer(std::string_view key, std::int64_t otherwise) const {
  const Value& found = value(key);
  return found.is_int() ? found.as_int() : otherwise;
}

bool Section::boolean(std::string_view key, bool otherwise) const {
  const Value& found = value(key);
  return found.is_bool() ? found.as_bool() : otherwise;
}

Duration Section::duration(std::string_view key, Duration otherwise) const {
  const Value& found = value(key);
  return found.is_text() ? parse_duration(found.as_text()).value_or(otherwise) : otherwise;
}

std::vector<std::string> Section::texts(std::string_view key, std::vector<std::string> otherwise) const {
  const Value& found = value(key);
  if (found.is_text()) return {found.as_text()};
  if (!found.is_list()) return otherwise;
  std::vector<std::string> texts;
  for (const Value& item : found.items()) texts.push_back(item.as_text());
  return texts;
}

Position Section::at(std::string_view key) const {
  const Value* found = value_.find(key);
  return found ? found->at() : at_;
}

}  // namespace pkit::config
