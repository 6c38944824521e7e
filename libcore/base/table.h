// Tables of fields: what a tree may hold is declared once, a row a member. Strict reading with every flaw at its place,
// the words of errors, JSON Schema and the manual come from the same rows: sections of pkit.yaml, requests, answers of
// programs, and what we print.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "base/value.h"
#include "base/words.h"

namespace pkit {

struct Field;
struct Shape;

/// The rows of a map. They outlive whatever refers to them.
class Fields {
 public:
  constexpr Fields() = default;
  template <std::size_t n>
  constexpr Fields(const Field (&rows)[n]) : rows_(rows), count_(n) {}
  template <std::size_t n>
  constexpr Fields(const std::array<Field, n>& rows) : rows_(rows.data()), count_(n) {}
  Fields(const std::vector<Field>& rows);

  const Field* begin() const { return rows_; }
  const Field* end() const;
  constexpr bool empty() const { return count_ == 0; }
  /// The row of that key, or null.
  const Field* find(std::string_view key) const;
  std::vector<std::string> keys() const;

 private:
  const Field* rows_ = nullptr;
  std::size_t count_ = 0;
};

/// Shapes of which one must hold.
class Shapes {
 public:
  constexpr Shapes() = default;
  template <std::size_t n>
  constexpr Shapes(const Shape* const (&shapes)[n]) : shapes_(shapes), count_(n) {}
  constexpr const Shape* const* begin() const { return shapes_; }
  constexpr const Shape* const* end() const { return shapes_ + count_; }

 private:
  const Shape* const* shapes_ = nullptr;
  std::size_t count_ = 0;
};

/// What a value may be.
struct Shape {
  enum class Type : std::uint8_t {
    any,
    null,
    boolean,
    yes,  // true, or not there
    integer,
    text,
    duration,     // a text such as "90d"; its bounds are in milliseconds
    list,         // of `each`
    one_or_list,  // a text, or a list of `each`
    map,          // of `fields`, or where there are none of names to `each`; without either it may hold anything
    either,       // one of `among`
  };
  Type type = Type::any;
  const char* called = "a value";  // in errors: "must be ..."
  const char* name = "";  // JSON Schema keeps it under this name in common.schema.json; empty: where it is used
  const char* help = "";  // one line
  Words words = {};       // of a text
  std::int64_t least = INT64_MIN, most = INT64_MAX;  // an integer, a duration, bytes of a text, elements of a list
  const char* pattern = "";                          // of a text, ECMA 262, for JSON Schema
  bool (*is)(std::string_view) = nullptr;            // of a text: whether it is what it is called
  const Shape* each = nullptr;                       // an element of a list; a member of a map beside those of `fields`
  Fields fields = {};
  bool says_something = false;  // a map that is never without members
  Shapes among = {};
};

/// Shapes made of others, which outlive them. A name is that in common.schema.json.
constexpr Shape list_of(const Shape& each, const char* name = "") {
  return {.type = Shape::Type::list, .called = "a list", .name = name, .each = &each};
}
constexpr Shape map_of(const Fields& fields, const char* name = "", const char* help = "") {
  return {.type = Shape::Type::map, .called = "a map", .name = name, .help = help, .fields = fields};
}
/// A map that is never without members.
constexpr Shape some_of(const Fields& fields) {
  return {.type = Shape::Type::map, .called = "a map", .fields = fields, .says_something = true};
}
constexpr Shape names_to(const Shape& each, const char* name = "") {
  return {.type = Shape::Type::map, .called = "a map", .name = name, .each = &each};
}
constexpr Shape one_of(Words words, const char* name = "") {
  return {.type = Shape::Type::text, .called = "a text", .name = name, .words = words};
}
constexpr Shape either_of(const Shapes& among, const char* name = "") {
  return {.type = Shape::Type::either, .name = name, .among = among};
}
/// A text of this form.
constexpr Shape text_like(const char* pattern, const char* name = "", const char* help = "") {
  return {.type = Shape::Type::text, .called = "a text", .name = name, .help = help, .pattern = pattern};
}

/// The shapes that have no table of their own.
struct FieldType {
  using Type = Shape::Type;
  static constexpr Shape any = {};
  static constexpr Shape null = {.type = Type::null, .called = "null"};
  static constexpr Shape boolean = {.type = Type::boolean, .called = "true or false"};
  static constexpr Shape yes = {.type = Type::yes, .called = "true"};
  static constexpr Shape integer = {.type = Type::integer, .called = "an integer"};
  static constexpr Shape text = {.type = Type::text, .called = "a text"};
  /// One that is not empty.
  static constexpr Shape word = {.type = Type::text, .called = "a text that says something", .least = 1};
  static constexpr Shape nothing = {.type = Type::text, .called = "an empty text", .most = 0};
  static constexpr Shape duration = {.type = Type::duration, .called = "a duration such as 90d or 30s"};
  static constexpr Shape text_list = {.type = Type::list, .called = "a list of texts", .each = &text};
  static constexpr Shape text_or_list = {
      .type = Type::one_or_list, .called = "a text or a list of texts", .each = &text};
  static constexpr Shape text_map = {.type = Type::map, .called = "a map of texts", .each = &text};
  static constexpr Shape map = {.type = Type::map, .called = "a map"};
  static constexpr Shape list = {.type = Type::list, .called = "a list"};
};

/// The shape of a field; made from one, which must not be a temporary.
class ShapeOf {
 public:
  constexpr ShapeOf(const Shape& shape) : shape_(&shape) {}
  ShapeOf(Shape&&) = delete;
  constexpr const Shape& operator*() const { return *shape_; }
  constexpr const Shape* operator->() const { return shape_; }

 private:
  const Shape* shape_;
};

/// One member of a map.
struct Field {
  const char* key = "";
  ShapeOf type = FieldType::any;
  bool required = false;
  const char* otherwise = "";  // the default, as the manual prints it
  Words words = {};            // beyond the shape's: the texts that it, or each of its elements, may be
  std::int64_t least = INT64_MIN, most = INT64_MAX;  // beyond the shape's
  const char* help = "";                             // one line
  const char* with = "";                             // the member without which it is not there
};

/// The rows of one table and then those of another: the members of a thing that has all those of the first.
template <class Rows>
constexpr std::size_t kRows = std::tuple_size_v<Rows>;
template <std::size_t n>
constexpr std::size_t kRows<Field[n]> = n;
template <class First, class Second>
constexpr auto joined(const First& first, const Second& second) {
  std::array<Field, kRows<First> + kRows<Second>> rows{};
  std::size_t n = 0;
  for (const Field& row : first) rows[n++] = row;
  for (const Field& row : second) rows[n++] = row;
  return rows;
}

/// What is wrong at one place of a tree.
struct Flaw {
  enum class Is { unknown, missing, type, word, bounds };
  Is is;
  std::string path;  // "profiles.agent.keys[1]"; of an unknown key the map's
  std::string what;  // a sentence that names the path: "handlers[0].on cannot be 'reneww'"
  std::string hint;  // may be empty
  Position at;
};

/// What a null member is where the shape has no word on it: an absent one, as programs write them, or a value, as
/// people do (an empty map or list: "adapters:" with every entry commented out).
enum class Nulls { absent, values };

/// Members that no row has: refused, taken where they begin with "x-", or all taken, for whoever sent them may be
/// newer.
enum class Others { refused, extensions, taken };
struct Strictness {
  Nulls nulls = Nulls::absent;
  Others others = Others::refused;
};
/// Every flaw of a value, in the order of the rows; `path` is what it is called, empty for a whole document.
std::vector<Flaw> flaws_in(const Value& value, const Shape& shape, const std::string& path, Strictness strictness = {});
/// The same of a map by its rows.
std::vector<Flaw> flaws_in(const Value& value, const Fields& fields, const std::string& path,
                           Strictness strictness = {});

/// As faults of one code, each at its path.
std::vector<Fault> as_faults(const std::vector<Flaw>& flaws, Kind kind, const std::string& code);

/// One map read by its rows: getters answer the value, or the default given where it is absent or has a flaw, so that
/// all flaws are found in one go.
class Record {
 public:
  /// Appends what is wrong to `flaws`. `value` may be null (all defaults) and outlives the record.
  Record(const Value& value, std::string name, const Fields& fields, std::vector<Flaw>& flaws,
         Strictness strictness = {});

  /// Given, not null and without flaw.
  bool has(std::string_view key) const;
  std::string text(std::string_view key, std::string otherwise = {}) const;
  std::int64_t integer(std::string_view key, std::int64_t otherwise) const;
  bool boolean(std::string_view key, bool otherwise) const;
  Duration duration(std::string_view key, Duration otherwise) const;
  /// A text alone is a list of one.
  std::vector<std::string> texts(std::string_view key, std::vector<std::string> otherwise = {}) const;
  /// The value as written, null where it is absent or has a flaw.
  const Value& value(std::string_view key) const;
  Position at(std::string_view key) const;  // of the value, else of the map
  Position at() const { return at_; }
  const std::string& name() const { return name_; }

 private:
  const Value& value_;
  Position at_;
  std::string name_;
  std::vector<std::string> faulty_;  // keys that had a flaw
};

/// "did you mean 'timeout'? valid: exec, timeout"; without the question where no word is near, without the list where
/// one is and the list is long; empty without words.
std::string hint_for(const std::string& word, const std::vector<std::string>& valid);

/// What came from outside, in quotes and fit for an error: printable, and cut after 64 bytes.
std::string in_quotes(std::string_view word);

}  // namespace pkit
