#include "store/postgresql/row.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "store/postgresql/statement.h"

namespace pkit::store::postgresql {

namespace {

using libpq::library;

std::string_view cell_of(const pg_result* result, int row, int column) {
  return {library().PQgetvalue(result, row, column),
          static_cast<std::size_t>(library().PQgetlength(result, row, column))};
}

bool same_cell(const pg_result* one, const pg_result* other, int row, int column) {
  return library().PQgetisnull(one, row, column) == library().PQgetisnull(other, row, column) &&
         cell_of(one, row, column) == cell_of(other, row, column);
}

}  // namespace

std::string_view ResultRow::raw(int column) const { return cell_of(result_, row_, column); }

void ResultRow::expect(int column, std::initializer_list<libpq::Oid> types) const {
  const libpq::Oid type = library().PQftype(result_, column);
  if (!is_null(column) && std::find(types.begin(), types.end(), type) != types.end()) return;
  const char* name = library().PQfname(result_, column);
  throw Error(Kind::state, "store.corrupt",
              service_ + ": column " + (name != nullptr ? name : std::to_string(column)) +
                  " is of another type than pkit writes",
              "restore the database");
}

std::int64_t ResultRow::integer(int column) const {
  expect(column, {kBigint, kInteger, kSmallint, kBool});
  const std::string_view octets = raw(column);
  std::uint64_t value = !octets.empty() && (octets[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (const char c : octets) value = value << 8 | static_cast<std::uint8_t>(c);
  return static_cast<std::int64_t>(value);
}

Bytes ResultRow::blob(int column) const {
  const BytesView view = blob_view(column);
  return Bytes(view.begin(), view.end());
}

std::string_view ResultRow::text_view(int column) const {
  expect(column, {kText, kVarchar});
  return raw(column);
}

BytesView ResultRow::blob_view(int column) const {
  expect(column, {kBytea});
  return as_bytes(raw(column));
}

bool same_rows(const pg_result* one, const pg_result* other) {
  const int rows = library().PQntuples(one), columns = library().PQnfields(one);
  if (rows != library().PQntuples(other) || columns != library().PQnfields(other)) return false;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      if (!same_cell(one, other, row, column)) return false;
  return true;
}

}  // namespace pkit::store::postgresql
