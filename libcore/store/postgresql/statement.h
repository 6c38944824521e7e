// A statement with named parameters as PostgreSQL has it, and the values of its parameters as libpq wants them.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/postgresql/library.h"

namespace pkit::store::postgresql {

// Types by their numbers in pg_type, which never change.
inline constexpr libpq::Oid kBool = 16, kBytea = 17, kBigint = 20, kSmallint = 21, kInteger = 23, kText = 25,
                            kVarchar = 1043;
inline constexpr int kAsText = 0, kAsBytes = 1;

/// Error{internal}: a caller of ours is wrong.
[[noreturn]] void misuse(const std::string& what);

/// Error{input "store.text"} where a text has a NUL in it, or is not UTF-8.
void require_text(const std::string& text);

/// $1, $2 for the names of the parameters, in the order in which they first occur.
struct Numbered {
  std::string sql;
  std::vector<std::string> names;  // with their "$"
};
/// Names in quoted texts are left alone.
Numbered numbered(const char* sql);

/// A letter a parameter: the same statement with a null in another place is another one to the server.
std::string letters_of(Params params);

/// In the order of the statement; good as long as the parameters are.
struct Bound {
  std::vector<const char*> values;
  std::vector<int> lengths, formats;
  std::vector<libpq::Oid> types;  // 0 for a null: the server finds it out
  std::deque<std::string> numbers;
  int count() const { return static_cast<int>(values.size()); }
};
/// Error{internal} where they are not the statement's parameters; {input "store.text"} where a text has a NUL in it.
Bound bound(const Numbered& statement, Params params);

}  // namespace pkit::store::postgresql
