// Row tables: an entity's columns, each of them once. The list of a SELECT, an INSERT and its parameters, and the
// entity of a row are made of them, while this is compiled: a statement is a constant of its repository still.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/constant_text.h"
#include "store/entities/query.h"

namespace pkit::store {

// How a member is kept: an absent time is NULL, a flag a number, a tree JSON.
inline Cell kept(const std::string& text) { return text; }
inline Cell kept(std::int64_t number) { return number; }
inline Cell kept(const Bytes& octets) { return octets; }
inline Cell kept(bool flag) { return std::int64_t{flag}; }
inline Cell kept(const std::optional<Time>& time) { return time_or_null(time); }
inline Cell kept(const Value& value) { return tree(value); }
inline void take(std::string& into, const Row& row, int at) { into = row.text(at); }
inline void take(std::int64_t& into, const Row& row, int at) { into = row.integer(at); }
inline void take(Bytes& into, const Row& row, int at) { into = row.blob(at); }
inline void take(bool& into, const Row& row, int at) { into = flag_at(row, at); }
inline void take(std::optional<Time>& into, const Row& row, int at) { into = time_at(row, at); }
inline void take(Value& into, const Row& row, int at) { into = tree_at(row, at); }

/// A column that holds a member.
template <Text name, auto member>
struct Column {
  static constexpr auto kName = name;
  static Cell cell(const auto& entity) { return kept(entity.*member); }
  static void read(auto& entity, const Row& row, int at) { take(entity.*member, row, at); }
};

/// One that refers to another row: an empty text is NULL.
template <Text name, auto member>
struct Reference {
  static constexpr auto kName = name;
  static Cell cell(const auto& entity) { return reference(entity.*member); }
  static void read(auto& entity, const Row& row, int at) { entity.*member = reference_at(row, at); }
};

/// One that holds the word of a state, by its StateWords.
template <Text name, auto member, const auto& words>
struct Word {
  static constexpr auto kName = name;
  static Cell cell(const auto& entity) { return std::string(words.word(entity.*member)); }
  static void read(auto& entity, const Row& row, int at) { entity.*member = words.read(row.text(at)); }
};

/// One that is made of an entity by the first function, and read into it by the second.
template <Text name, auto made_of, auto read_into>
struct Made {
  static constexpr auto kName = name;
  static Cell cell(const auto& entity) { return made_of(entity); }
  static void read(auto& entity, const Row& row, int at) { read_into(entity, row, at); }
};

template <class Entity, Text table, class... Columns>
struct RowTable {
  /// The columns, each with this before it: "" or "c.".
  template <Text before>
  static constexpr auto kNames = [] {
    Text<((Columns::kName.size() + before.size() + 2) + ...) - 1> all;
    std::size_t at = 0;
    const auto put = [&](const auto& part) {
      std::copy_n(part.text, part.size(), all.text + at);
      at += part.size();
    };
    const auto add = [&](const auto& name) {
      if (at != 0) put(Text(", "));
      put(before);
      put(name);
    };
    (add(Columns::kName), ...);
    return all;
  }();

  /// A statement stands behind a NUL, as every other constant text does where it is kept: tests find them by it.
  template <Text before, Text rest>
  static constexpr auto kSelect = spliced(Text("\0SELECT "), kNames<before>, rest);
  template <Text tail>
  static constexpr auto kFrom = spliced(Text(" FROM "), table, tail);
  template <Text tail>
  static constexpr auto kInsert = spliced(Text("\0INSERT INTO "), table, Text(" ("), kNames<Text("")>,
                                          Text(") VALUES ("), kNames<Text("$")>, Text(")"), tail);

  /// "SELECT ... FROM table" and what follows, as " WHERE id = $id".
  template <Text tail = "">
  static constexpr const char* select = kSelect<Text(""), kFrom<tail>>.text + 1;
  /// The same where the table has another name, or there are further columns behind: select_as<"c.", ", p.name FROM
  /// certificates c JOIN ...">.
  template <Text before, Text rest>
  static constexpr const char* select_as = kSelect<before, rest>.text + 1;
  /// Of all columns, by params(), and what follows.
  template <Text tail = "">
  static constexpr const char* insert = kInsert<tail>.text + 1;
  static constexpr int kCount = sizeof...(Columns);

  static std::vector<Param> params(const Entity& entity) {
    std::vector<Param> all;
    all.reserve(sizeof...(Columns));
    (all.push_back({kParameter<Columns>.text, Columns::cell(entity)}), ...);
    return all;
  }
  /// Of these columns alone, for an UPDATE.
  template <Text... names>
  static std::vector<Param> only(const Entity& entity) {
    std::vector<Param> some;
    some.reserve(sizeof...(names));
    (add_if<Columns, is_among<Columns, names...>()>(some, entity), ...);
    return some;
  }
  static Entity from(const Row& row) { return from_column(row, 0); }
  /// The same, where its columns begin at `first`.
  static Entity from_column(const Row& row, int first) {
    Entity entity{};
    (Columns::read(entity, row, first++), ...);
    return entity;
  }

 private:
  template <class Column>
  static constexpr auto kParameter = spliced(Text("$"), Column::kName);

  template <class Column, Text... names>
  static constexpr bool is_among() {
    return ((std::string_view(Column::kName.text) == names.text) || ...);
  }
  template <class Column, bool wanted>
  static void add_if(std::vector<Param>& some, const Entity& entity) {
    if constexpr (wanted) some.push_back({kParameter<Column>.text, Column::cell(entity)});
  }
};

}  // namespace pkit::store
