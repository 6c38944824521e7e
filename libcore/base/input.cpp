#include "base/input.h"

#include <algorithm>
#include <cctype>

#include "base/error.h"

namespace pkit {

namespace {

[[noreturn]] void refuse(const std::string& value, const std::string& is_not, const std::string& hint) {
  throw Error(Kind::usage, "option.value", "'" + value + "' is not a " + is_not, hint);
}

void add_pair(inputs::Pairs& into, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Error(Kind::usage, "option.value", "'" + printable(text) + "' is not KEY=VALUE");
  const std::string key = text.substr(0, equals);
  const auto same = [&](const auto& pair) { return pair.first == key; };
  if (std::any_of(into.begin(), into.end(), same))
    throw Error(Kind::usage, "option.repeated", "'" + printable(key) + "' is given more than once");
  into.emplace_back(key, text.substr(equals + 1));
}

}  // namespace

std::string Input::key() const {
  std::string key;
  bool upper = false;
  for (const char* c = name; *c; ++c) {
    if (*c == '-') {
      upper = true;
      continue;
    }
    key += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(*c))) : *c;
    upper = false;
  }
  return key;
}

const Shape& Input::type() const {
  switch (kind) {
    case Kind::flag:
      return FieldType::yes;
    case Kind::texts:
    case Kind::pairs:
      return FieldType::text_list;
    case Kind::text:
    case Kind::document:
    case Kind::secret:
      break;
  }
  return FieldType::text;
}

void put_option(const Input& input, void* request, const Value& value) {
  try {
    input.put(request, value);
  } catch (const Error& error) {
    throw error.within(input.positional ? input.metavar : input.option());
  }
}

namespace inputs {

void put(bool& into, const Value& value) { into = value.is_bool() && value.as_bool(); }

void put(std::string& into, const Value& value) { into = value.as_text(); }

void put(std::optional<std::string>& into, const Value& value) { into = value.as_text(); }

void put(std::vector<std::string>& into, const Value& value) {
  if (value.is_text()) return into.push_back(value.as_text());
  into.clear();
  for (const Value& item : value.items()) into.push_back(item.as_text());
}

void put(Pairs& into, const Value& value) {
  if (value.is_text()) return add_pair(into, value.as_text());
  into.clear();
  if (value.is_list())
    for (const Value& item : value.items()) add_pair(into, item.as_text());
  else
    for (const auto& [key, text] : value.members()) into.emplace_back(key, text.as_text());
}

Value get(bool from) { return from ? Value(true) : Value(); }

Value get(const std::string& from) { return from.empty() ? Value() : Value(from); }

Value get(const std::optional<std::string>& from) { return from ? Value(*from) : Value(); }

Value get(const std::vector<std::string>& from) { return from.empty() ? Value() : Value::list(from); }

Value get(const Pairs& from) {
  if (from.empty()) return {};
  Value list = Value::list();
  for (const auto& [key, text] : from) list.push(key + "=" + text);
  return list;
}

}  // namespace inputs

void refuse_bounds(const std::string& value, const std::string& least, const std::string& most) {
  throw Error(Kind::usage, "option.value", value + " is not between " + least + " and " + most);
}

std::optional<Duration> AsDuration::read(const std::string& text) {
  const std::optional<Duration> duration = parse_duration(text);
  if (!duration) refuse(text, "duration", "write it like 90d, 12h, 5m, 30s or 2w");
  return duration;
}

Value AsDuration::write(const std::optional<Duration>& duration) {
  return duration ? Value(print_duration(*duration)) : Value();
}

std::optional<Time> AsTime::read(const std::string& text) {
  const std::optional<Time> time = parse_time(text);
  if (!time) refuse(text, "time", "write it like 2027-01-31T10:00:00Z or 2027-01-31");
  return time;
}

Value AsTime::write(const std::optional<Time>& time) { return time ? Value(print_time(*time)) : Value(); }

std::int64_t AsNumber::read(const std::string& text) {
  const bool digits = !text.empty() && text.size() <= 15 && text.find_first_not_of("0123456789") == std::string::npos;
  if (!digits) refuse(text, "number", "write it with digits only, like 20");
  return std::stoll(text);
}

Value AsNumber::write(std::int64_t number) { return Value(std::to_string(number)); }

}  // namespace pkit
