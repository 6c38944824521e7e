// What the repositories share: rows to values, and the columns that may be absent or hold a tree.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/value.h"
#include "store/database.h"

namespace pkit::store {

/// The first row of a result as `make(row)`, or nothing.
template <class Make>
auto first(Read& read, const char* sql, Params params, Make make) {
  std::optional<decltype(make(std::declval<const Row&>()))> found;
  read.query(sql, params, [&](const Row& row) {
    found = make(row);
    return false;
  });
  return found;
}

/// Every row as `make(row)`.
template <class Make>
auto all_of(Read& read, const char* sql, Params params, Make make) {
  std::vector<decltype(make(std::declval<const Row&>()))> found;
  read.query(sql, params, [&](const Row& row) {
    found.push_back(make(row));
    return true;
  });
  return found;
}

/// One integer: of a COUNT, which always has a row.
std::int64_t count_of(Read& read, const char* sql, Params params);

/// A reference to another row: empty is NULL, and back.
Cell reference(const std::string& id);
std::string reference_at(const Row& row, int column);

/// A time that may be absent, and back.
Cell time_or_null(std::optional<Time> time);
std::optional<Time> time_at(const Row& row, int column);

/// A tree as JSON text in the order of its members, and back; Error{state "store.corrupt"} where it is no JSON.
std::string tree(const Value& value);
Value tree_at(const Row& row, int column);

bool flag_at(const Row& row, int column);

/// The end of the range of all texts that begin with `prefix`, for "id >= $prefix AND id < $end": ids, kinds and the
/// like are ASCII without "~".
std::string end_of_prefix(std::string_view prefix);

}  // namespace pkit::store
