// A row of what PostgreSQL answered in its binary form. Internal to the engine.
#pragma once

#include <memory>
#include <string>

#include "store/database.h"
#include "store/postgresql/library.h"

namespace pkit::store::postgresql {

struct ClearResult {
  void operator()(pg_result* result) const noexcept { libpq::library().PQclear(result); }
};
using Result = std::unique_ptr<pg_result, ClearResult>;

/// One row of a result, which outlives it.
class ResultRow : public Row {
 public:
  /// `service` is for messages, and outlives it.
  explicit ResultRow(const std::string& service) : service_(service) {}
  void show(const pg_result* result, int row) {
    result_ = result;
    row_ = row;
  }

  bool is_null(int column) const override { return libpq::library().PQgetisnull(result_, row_, column) != 0; }
  std::int64_t integer(int column) const override;
  std::string text(int column) const override { return std::string(text_view(column)); }
  Bytes blob(int column) const override;
  std::string_view text_view(int column) const override;
  BytesView blob_view(int column) const override;

 private:
  std::string_view raw(int column) const;
  void expect(int column, std::initializer_list<libpq::Oid> types) const;

  const std::string& service_;
  const pg_result* result_ = nullptr;
  int row_ = 0;
};

/// Whether both have the same cells in the same order.
bool same_rows(const pg_result* one, const pg_result* other);

}  // namespace pkit::store::postgresql
