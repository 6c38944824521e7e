#include "store/entities/query.h"

#include "base/error.h"
#include "base/json.h"

namespace pkit::store {

namespace {

// Escaping can make a tree that was within the limits of its source larger than them.
constexpr TreeLimits kStoredTree{.bytes = 16 << 20, .depth = 64, .nodes = 100'000};

}  // namespace

std::int64_t count_of(Read& read, const char* sql, Params params) {
  return first(read, sql, params, [](const Row& row) { return row.integer(0); }).value_or(0);
}

Cell reference(const std::string& id) { return id.empty() ? Cell{} : Cell{id}; }

std::string reference_at(const Row& row, int column) { return row.is_null(column) ? std::string{} : row.text(column); }

Cell time_or_null(std::optional<Time> time) {
  if (!time) return {};
  return *time;
}

std::optional<Time> time_at(const Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.integer(column);
}

std::string tree(const Value& value) { return to_json(value); }

Value tree_at(const Row& row, int column) {
  const std::string text = row.text(column);
  try {
    return parse_json(text, "a stored tree", kStoredTree);
  } catch (const Error& error) {
    throw Error(Kind::state, "store.corrupt",
                std::string("the database holds a tree that cannot be read: ") + error.what(), "restore a backup");
  }
}

bool flag_at(const Row& row, int column) { return row.integer(column) != 0; }

std::string end_of_prefix(std::string_view prefix) { return std::string(prefix) + "~"; }

}  // namespace pkit::store
