#include "base/input.h"

#include <algorithm>
#include <cctype>

#include "base/error.h"

namespace pkit {

namespace {

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

}  // namespace pkit
