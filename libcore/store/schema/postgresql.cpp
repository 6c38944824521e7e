#include "store/schema/postgresql.h"

#include <algorithm>
#include <array>

#include "store/schema/postgresql_accounts.h"
#include "store/schema/postgresql_care.h"
#include "store/schema/postgresql_counts.h"
#include "store/schema/postgresql_fleet.h"
#include "store/schema/postgresql_rooms.h"
#include "store/schema/postgresql_tables.h"

namespace pkit::store::postgresql {

namespace {

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

struct Word {
  std::string_view sqlite, postgresql;
};
constexpr std::array kWords = {
    Word{"INTEGER", "BIGINT"}, Word{"BLOB", "BYTEA"}, Word{"TEXT", "TEXT COLLATE \"C\""},
    Word{"STRICT", ""},        Word{"ROWID", ""},
};

std::string_view told(std::string_view word) {
  for (const Word& row : kWords)
    if (row.sqlite == word) return row.postgresql;
  return word;
}

/// The end of a text in quotes, or of a comment, that begins at `at`; else `at`.
std::size_t end_of_quiet(std::string_view sql, std::size_t at) {
  if (sql[at] == '\'') return std::min(sql.find('\'', at + 1), sql.size() - 1) + 1;
  if (sql.substr(at, 2) == "--") return std::min(sql.find('\n', at), sql.size());
  return at;
}

}  // namespace

std::string first_in_postgresql() {
  std::string sql;
  for (const char* part : {schema::kPostgresqlTables, schema::kPostgresqlCare, schema::kPostgresqlAccounts,
                           schema::kPostgresqlRooms, schema::kPostgresqlFleet, schema::kPostgresqlCounts})
    sql += part;
  return sql;
}

std::string in_postgresql(std::string_view sql) {
  std::string made;
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t end = end_of_quiet(sql, at);
    if (end > at) {
      made += sql.substr(at, end - at);
    } else if (!is_of_word(sql[at])) {
      made += sql[end++];
      // A table's options: the comma between two of them goes with them.
      if (sql.substr(at).starts_with(", WITHOUT ROWID")) made.pop_back();
    } else {
      while (end < sql.size() && is_of_word(sql[end])) ++end;
      const std::string_view word = sql.substr(at, end - at);
      if (word == "WITHOUT" && sql.substr(end).starts_with(" ROWID"))
        ++end;
      else
        made += told(word);
    }
    at = end;
  }
  return made;
}

}  // namespace pkit::store::postgresql
