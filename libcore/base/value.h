// The one tree of pkit: pkit.yaml, JSON in and out, handler parameters, traces and events are all Values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pkit {

/// Where a value was written; line and column count from 1, 0 means "made by us".
struct Position {
  int line = 0;
  int column = 0;
};

class Value {
 public:
  enum class Type { null, boolean, integer, text, list, map };
  using List = std::vector<Value>;
  using Member = std::pair<std::string, Value>;
  using Map = std::vector<Member>;  // in the order written; keys are unique

  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool b) : data_(b) {}
  Value(std::int64_t n) : data_(n) {}
  Value(int n) : data_(static_cast<std::int64_t>(n)) {}
  Value(std::size_t n) : data_(static_cast<std::int64_t>(n)) {}
  Value(std::string text) : data_(std::move(text)) {}
  Value(std::string_view text) : data_(std::string(text)) {}
  Value(const char* text) : data_(std::string(text)) {}
  Value(List items) : data_(std::move(items)) {}
  // Not inline: moving a variant is much code, and g++ 12 warns of parts of it that it cannot follow.
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  static Value list() { return Value(List{}); }
  static Value list(const std::vector<std::string>& texts);
  static Value map();
  struct Named;
  static Value map(std::initializer_list<Named> members);
  /// A map of these members at once; the caller has seen to it that no key is there twice.
  static Value from_members(Map members);

  Type type() const { return static_cast<Type>(data_.index()); }
  bool is_null() const { return type() == Type::null; }
  bool is_bool() const { return type() == Type::boolean; }
  bool is_int() const { return type() == Type::integer; }
  bool is_text() const { return type() == Type::text; }
  bool is_list() const { return type() == Type::list; }
  bool is_map() const { return type() == Type::map; }

  /// Each throws Error{internal} if the value is of another type: callers ask first.
  bool as_bool() const;
  std::int64_t as_int() const;
  const std::string& as_text() const;
  const List& items() const;
  const Map& members() const;

  /// The member of that name; null where there is none or this is not a map.
  const Value* find(std::string_view key) const;
  /// The member of that name, or a null value.
  const Value& operator[](std::string_view key) const;
  /// The value at a dotted path ("a.b.c"); null where a step is missing.
  const Value* at_path(std::string_view path) const;
  /// The text at key, or `otherwise` where it is absent, null or no text.
  std::string text_or(std::string_view key, std::string_view otherwise = {}) const;

  /// Sets or replaces a member (null becomes a map first); returns it.
  Value& set(std::string_view key, Value value);
  /// Removes a member if it is there.
  void erase(std::string_view key);
  /// Appends to a list (null becomes a list first).
  void push(Value value);

  Position at() const { return at_; }
  void placed(Position at) { at_ = at; }
  /// Of a map's member: where its key was written, for errors about the key itself.
  Position key_at() const { return key_at_; }
  void key_placed(Position at) { key_at_ = at; }

  /// Equal content; positions do not matter, the order of members does not either.
  bool operator==(const Value& other) const;

  /// "null", "boolean", "integer", "text", "list", "map".
  static const char* name(Type type);

 private:
  struct MapBox {
    Map members;
  };
  std::variant<std::monostate, bool, std::int64_t, std::string, List, MapBox> data_;
  Position at_;
  Position key_at_;
};

/// A member as it is listed. What is listed cannot be moved from, but for what says that it can.
struct Value::Named {
  std::string_view key;
  mutable Value value;
};

}  // namespace pkit
