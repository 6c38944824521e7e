#include "base/value.h"

#include <algorithm>

#include "base/error.h"

namespace pkit {

namespace {

[[noreturn]] void wrong_type(Value::Type wanted, Value::Type is) {
  throw Error(Kind::internal, "internal",
              std::string("a value is ") + Value::name(is) + " where " + Value::name(wanted) + " was read");
}

const Value kNull;

}  // namespace

Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;

Value Value::list(const std::vector<std::string>& texts) { return Value(List(texts.begin(), texts.end())); }

Value Value::map() {
  Value v;
  v.data_ = MapBox{};
  return v;
}

Value Value::map(std::initializer_list<Named> members) {
  Value v = map();
  std::get<MapBox>(v.data_).members.reserve(members.size());
  for (const Named& one : members) v.set(one.key, std::move(one.value));
  return v;
}

Value Value::from_members(Map members) {
  Value v;
  v.data_ = MapBox{std::move(members)};
  return v;
}

bool Value::as_bool() const {
  if (!is_bool()) wrong_type(Type::boolean, type());
  return std::get<bool>(data_);
}

std::int64_t Value::as_int() const {
  if (!is_int()) wrong_type(Type::integer, type());
  return std::get<std::int64_t>(data_);
}

const std::string& Value::as_text() const {
  if (!is_text()) wrong_type(Type::text, type());
  return std::get<std::string>(data_);
}

const Value::List& Value::items() const {
  if (!is_list()) wrong_type(Type::list, type());
  return std::get<List>(data_);
}

const Value::Map& Value::members() const {
  if (!is_map()) wrong_type(Type::map, type());
  return std::get<MapBox>(data_).members;
}

const Value* Value::find(std::string_view key) const {
  if (!is_map()) return nullptr;
  for (const Member& m : members())
    if (m.first == key) return &m.second;
  return nullptr;
}

const Value& Value::operator[](std::string_view key) const {
  const Value* found = find(key);
  return found ? *found : kNull;
}

const Value* Value::at_path(std::string_view path) const {
  const Value* here = this;
  while (here) {
    const std::size_t dot = path.find('.');
    here = here->find(path.substr(0, dot));
    if (dot == std::string_view::npos) return here;
    path.remove_prefix(dot + 1);
  }
  return nullptr;
}

std::string Value::text_or(std::string_view key, std::string_view otherwise) const {
  const Value* found = find(key);
  return found && found->is_text() ? found->as_text() : std::string(otherwise);
}

Value& Value::set(std::string_view key, Value value) {
  if (is_null()) data_ = MapBox{};
  if (!is_map()) wrong_type(Type::map, type());
  Map& members = std::get<MapBox>(data_).members;
  for (Member& m : members)
    if (m.first == key) return m.second = std::move(value);
  return members.emplace_back(std::string(key), std::move(value)).second;
}

void Value::erase(std::string_view key) {
  if (!is_map()) return;
  std::erase_if(std::get<MapBox>(data_).members, [&](const Member& m) { return m.first == key; });
}

void Value::push(Value value) {
  if (is_null()) data_ = List{};
  if (!is_list()) wrong_type(Type::list, type());
  std::get<List>(data_).push_back(std::move(value));
}

bool Value::operator==(const Value& other) const {
  if (type() != other.type()) return false;
  switch (type()) {
    case Type::null:
      return true;
    case Type::boolean:
      return as_bool() == other.as_bool();
    case Type::integer:
      return as_int() == other.as_int();
    case Type::text:
      return as_text() == other.as_text();
    case Type::list:
      return items() == other.items();
    case Type::map:
      break;
  }
  return members().size() == other.members().size() &&
         std::all_of(members().begin(), members().end(), [&](const Member& m) {
           const Value* theirs = other.find(m.first);
           return theirs && *theirs == m.second;
         });
}

const char* Value::name(Type type) {
  constexpr const char* names[] = {"null", "boolean", "integer", "text", "list", "map"};
  return names[static_cast<std::size_t>(type)];
}

}  // namespace pkit
