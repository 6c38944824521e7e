#include "base/table.h"

#include <algorithm>

namespace pkit {

namespace {

using Type = Shape::Type;

constexpr std::size_t kQuotedBytes = 64;  // bytes of a word that an error repeats
constexpr std::size_t kListedWords = 20;  // words that an error lists beside the nearest one
const Value kAbsent;

/// Integers and booleans are texts in quotes.
std::string quotes_for(const Value& value, const Shape& shape) {
  if (shape.type != Type::text && shape.type != Type::one_or_list) return {};
  if (value.is_int()) return "write it in quotes: \"" + std::to_string(value.as_int()) + "\"";
  if (value.is_bool()) return std::string("write it in quotes: \"") + (value.as_bool() ? "true" : "false") + "\"";
  return {};
}

struct Bounds {
  std::int64_t least, most;
  bool duration;

  bool hold(std::int64_t number) const { return number >= least && number <= most; }
  std::string written(std::int64_t number) const { return duration ? print_duration(number) : std::to_string(number); }
  std::string text() const {
    if (most == INT64_MAX) return "at least " + written(least);
    if (least == INT64_MIN) return "at most " + written(most);
    if (least == most) return written(least);
    return written(least) + " to " + written(most);
  }
};

Bounds bounds_of(const Shape& shape, const Field* field) {
  Bounds bounds{shape.least, shape.most, shape.type == Type::duration};
  if (field) bounds = {std::max(bounds.least, field->least), std::min(bounds.most, field->most), bounds.duration};
  return bounds;
}

class Judge {
 public:
  Judge(Strictness strictness, std::vector<Flaw>& flaws) : strictness_(strictness), flaws_(flaws) {}

  /// `field` is the row that a value is the member of, or an element of such a value; null where there is none.
  void value(const Value& v, const Shape& shape, const Field* field, const std::string& path) {
    if (!is_of_type(v, shape)) return wrong_type(v, shape, path);
    switch (shape.type) {
      case Type::any:
      case Type::null:
      case Type::boolean:
      case Type::yes:
        return;
      case Type::integer:
        return within(v, v.as_int(), bounds_of(shape, field), path);
      case Type::duration:
        return within(v, *parse_duration(v.as_text()), bounds_of(shape, field), path);
      case Type::text:
        return text(v, shape, field, path);
      case Type::list:
      case Type::one_or_list:
        return list(v, shape, field, path);
      case Type::map:
        return map(v, shape, path);
      case Type::either:
        return either(v, shape, path);
    }
  }

  void members(const Value& map, const Fields& fields, const std::string& path) {
    refuse_unknown(map, fields, path);
    for (const Field& field : fields) member(map, field, path);
  }

  void refuse_unknown(const Value& map, const Fields& fields, const std::string& path) {
    if (strictness_.others == Others::taken) return;
    for (const auto& [key, member] : map.members()) {
      if (fields.find(key) || (strictness_.others == Others::extensions && key.starts_with("x-"))) continue;
      add(Flaw::Is::unknown, path, (path.empty() ? "" : path + ": ") + "unknown key " + in_quotes(key),
          hint_for(key, fields.keys()), member.key_at());
    }
  }

  void member(const Value& map, const Field& field, const std::string& path) {
    const std::string whole = path.empty() ? field.key : path + "." + field.key;
    const Value* found = map.find(field.key);
    const bool absent = !found || (found->is_null() && (strictness_.nulls == Nulls::absent || field.required) &&
                                   !takes_null(*field.type));
    if (absent && field.required) {
      add(Flaw::Is::missing, whole, whole + " is missing", field.help, found ? found->at() : map.at());
    } else if (!absent) {
      if (*field.with && map[field.with].is_null())
        add(Flaw::Is::missing, path, whole + " needs " + field.with, "", found->at());
      value(*found, *field.type, &field, whole);
    }
  }

 private:
  void add(Flaw::Is is, const std::string& path, std::string what, std::string hint, Position at) {
    flaws_.push_back({is, path, std::move(what), std::move(hint), at});
  }

  static bool takes_null(const Shape& shape) {
    if (shape.type == Type::null) return true;
    return shape.type == Type::either &&
           std::any_of(shape.among.begin(), shape.among.end(), [](const Shape* one) { return takes_null(*one); });
  }

  bool is_of_type(const Value& v, const Shape& shape) const {
    const bool nothing = v.is_null() && strictness_.nulls == Nulls::values;
    switch (shape.type) {
      case Type::any:
      case Type::either:
        return true;
      case Type::null:
        return v.is_null();
      case Type::boolean:
        return v.is_bool();
      case Type::yes:
        return v.is_bool() && v.as_bool();
      case Type::integer:
        return v.is_int();
      case Type::text:
        return v.is_text();
      case Type::duration:
        return v.is_text() && parse_duration(v.as_text());
      case Type::list:
        return v.is_list() || nothing;
      case Type::one_or_list:
        return v.is_list() || v.is_text();
      case Type::map:
        return v.is_map() || nothing;
    }
    return false;
  }

  void wrong_type(const Value& v, const Shape& shape, const std::string& path) {
    const std::string found = v.is_null() ? "nothing" : Value::name(v.type());
    add(Flaw::Is::type, path, (path.empty() ? "it" : path) + " must be " + shape.called + ", not " + found,
        quotes_for(v, shape), v.at());
  }

  void within(const Value& v, std::int64_t number, const Bounds& bounds, const std::string& path) {
    if (bounds.hold(number)) return;
    add(Flaw::Is::bounds, path, path + " must be " + bounds.text() + ", not " + bounds.written(number), "", v.at());
  }

  void text(const Value& v, const Shape& shape, const Field* field, const std::string& path) {
    for (const Words words : {shape.words, field ? field->words : Words()}) {
      if (words.empty() || words.have(v.as_text())) continue;
      const std::vector<std::string> valid = words.list();
      return add(Flaw::Is::word, path, path + " cannot be " + in_quotes(v.as_text()), hint_for(v.as_text(), valid),
                 v.at());
    }
    if (shape.is && !shape.is(v.as_text()))
      return add(Flaw::Is::type, path, path + " must be " + shape.called + ", not " + in_quotes(v.as_text()), "",
                 v.at());
    const std::int64_t size = static_cast<std::int64_t>(v.as_text().size());
    if (size == 0 && shape.least > 0) return add(Flaw::Is::bounds, path, path + " is empty", "", v.at());
    if (size < shape.least || size > shape.most)
      add(Flaw::Is::bounds, path, path + " must have " + Bounds{shape.least, shape.most, false}.text() + " bytes", "",
          v.at());
  }

  void list(const Value& v, const Shape& shape, const Field* field, const std::string& path) {
    if (v.is_text()) return text(v, *shape.each, field, path);
    if (!v.is_list()) return;
    const Value::List& items = v.items();
    if (static_cast<std::int64_t>(items.size()) > shape.most || static_cast<std::int64_t>(items.size()) < shape.least)
      add(Flaw::Is::bounds, path, path + " must have " + Bounds{shape.least, shape.most, false}.text() + " elements",
          "", v.at());
    if (!shape.each) return;
    for (std::size_t i = 0; i < items.size(); ++i)
      value(items[i], *shape.each, shape.each->type == Type::text ? field : nullptr,
            path + "[" + std::to_string(i) + "]");
  }

  void map(const Value& v, const Shape& shape, const std::string& path) {
    if (!v.is_map()) return;
    if (shape.says_something && v.members().empty())
      add(Flaw::Is::missing, path, (path.empty() ? "it" : path) + " is empty", "", v.at());
    if (shape.fields.empty() && !shape.each) return;
    if (!shape.each) return members(v, shape.fields, path);
    for (const Field& field : shape.fields) member(v, field, path);
    for (const auto& [key, other] : v.members())
      if (!shape.fields.find(key))
        value(other, *shape.each, nullptr, (path.empty() ? "" : path + ".") + printable(key.substr(0, kQuotedBytes)));
  }

  /// The flaws of the first shape whose type it has, else of the first.
  void either(const Value& v, const Shape& shape, const std::string& path) {
    std::vector<Flaw> told;
    bool of_type = false;
    for (const Shape* one : shape.among) {
      std::vector<Flaw> flaws;
      Judge(strictness_, flaws).value(v, *one, nullptr, path);
      if (flaws.empty()) return;
      if (!told.empty() && (of_type || !is_of_type(v, *one))) continue;
      of_type = is_of_type(v, *one);
      told = std::move(flaws);
    }
    flaws_.insert(flaws_.end(), told.begin(), told.end());
  }

  Strictness strictness_;
  std::vector<Flaw>& flaws_;
};

}  // namespace

bool Words::have(std::string_view word) const {
  for (const char* known : *this)
    if (word == known) return true;
  return false;
}

const char* Words::operator[](std::size_t number) const {
  Iterator at = begin();
  for (; number > 0; --number) ++at;
  return *at;
}

std::vector<std::string> Words::list() const {
  std::vector<std::string> words;
  for (const char* word : *this) words.emplace_back(word);
  return words;
}

Fields::Fields(const std::vector<Field>& rows) : rows_(rows.data()), count_(rows.size()) {}

const Field* Fields::end() const { return rows_ + count_; }

const Field* Fields::find(std::string_view key) const {
  const Field* row = std::find_if(begin(), end(), [&](const Field& field) { return key == field.key; });
  return row == end() ? nullptr : row;
}

std::vector<std::string> Fields::keys() const {
  std::vector<std::string> keys;
  for (const Field& field : *this) keys.emplace_back(field.key);
  return keys;
}

std::vector<Flaw> flaws_in(const Value& value, const Shape& shape, const std::string& path, Strictness strictness) {
  std::vector<Flaw> flaws;
  Judge(strictness, flaws).value(value, shape, nullptr, path);
  return flaws;
}

std::vector<Flaw> flaws_in(const Value& value, const Fields& fields, const std::string& path, Strictness strictness) {
  std::vector<Flaw> flaws;
  Judge judge(strictness, flaws);
  if (value.is_map())
    judge.members(value, fields, path);  // a table without rows takes nothing, while a shape without them takes all
  else
    judge.value(value, FieldType::map, nullptr, path);
  return flaws;
}

std::vector<Fault> as_faults(const std::vector<Flaw>& flaws, Kind kind, const std::string& code) {
  std::vector<Fault> faults;
  for (const Flaw& flaw : flaws) faults.push_back({kind, code, printable(flaw.path), flaw.what, flaw.hint});
  return faults;
}

Record::Record(const Value& value, std::string name, const Fields& fields, std::vector<Flaw>& flaws,
               Strictness strictness)
    : value_(value.is_map() ? value : kAbsent), at_(value.at()), name_(std::move(name)) {
  Judge judge(strictness, flaws);
  if (!value.is_map() && !value.is_null()) {
    judge.value(value, FieldType::map, nullptr, name_);
    return;  // what is missing in it would be told a second time
  }
  Value nothing = Value::map();
  nothing.placed(at_);
  const Value& map = value.is_map() ? value : nothing;
  judge.refuse_unknown(map, fields, name_);
  for (const Field& field : fields) {
    const std::size_t before = flaws.size();
    judge.member(map, field, name_);
    if (flaws.size() > before) faulty_.emplace_back(field.key);
  }
}

const Value& Record::value(std::string_view key) const {
  const bool faulty = std::find(faulty_.begin(), faulty_.end(), key) != faulty_.end();
  return faulty ? kAbsent : value_[key];
}

bool Record::has(std::string_view key) const { return !value(key).is_null(); }

std::string Record::text(std::string_view key, std::string otherwise) const {
  const Value& found = value(key);
  if (found.is_text()) return found.as_text();
  return otherwise;
}

std::int64_t Record::integer(std::string_view key, std::int64_t otherwise) const {
  const Value& found = value(key);
  return found.is_int() ? found.as_int() : otherwise;
}

bool Record::boolean(std::string_view key, bool otherwise) const {
  const Value& found = value(key);
  return found.is_bool() ? found.as_bool() : otherwise;
}

Duration Record::duration(std::string_view key, Duration otherwise) const {
  const Value& found = value(key);
  return found.is_text() ? parse_duration(found.as_text()).value_or(otherwise) : otherwise;
}

std::vector<std::string> Record::texts(std::string_view key, std::vector<std::string> otherwise) const {
  const Value& found = value(key);
  if (found.is_text()) return {found.as_text()};
  if (!found.is_list()) return otherwise;
  std::vector<std::string> texts;
  for (const Value& item : found.items()) texts.push_back(item.as_text());
  return texts;
}

Position Record::at(std::string_view key) const {
  const Value* found = value_.find(key);
  return found ? found->at() : at_;
}

std::string hint_for(const std::string& word, const std::vector<std::string>& valid) {
  if (valid.empty()) return {};
  const std::string near = nearest(word, valid);
  const std::string all = "valid: " + join(valid, ", ");
  if (near.empty()) return all;
  const std::string question = "did you mean '" + near + "'?";
  return valid.size() > kListedWords ? question : question + " " + all;
}

std::string in_quotes(std::string_view word) { return "'" + printable(word.substr(0, kQuotedBytes)) + "'"; }

}  // namespace pkit
