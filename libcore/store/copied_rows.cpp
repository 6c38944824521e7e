#include "store/copied_rows.h"

#include <algorithm>
#include <array>
#include <deque>
#include <memory>

#include "digest/digest.h"
#include "store/counters.h"

namespace pkit::store {

namespace {

/// What a schema says of itself is each engine's own.
constexpr const char* kOwn = "compatibility";
/// What triggers keep: counting is surer than copying.
constexpr const char* kKept[] = {"counters", "certificate_ends"};

bool is_copied(const Table& table) {
  return table.name != kOwn && std::find(std::begin(kKept), std::end(kKept), table.name) == std::end(kKept);
}

std::string select_from(const Table& table) {
  std::string sql;
  for (const Table::Column& column : table.columns) sql += (sql.empty() ? "SELECT " : ", ") + column.name;
  return sql + " FROM " + table.name;
}

Cell cell_at(const Row& row, int column, const std::string& type) {
  if (row.is_null(column)) return {};
  if (type == "INTEGER") return row.integer(column);
  if (type == "TEXT") return row.text(column);
  return row.blob(column);
}

std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const Table::Column& column : table.columns) names.push_back(column.name);
  return names;
}

/// Row by row, by a statement whose parameters are filled for each.
class Insertion : public Filling {
 public:
  Insertion(Write& write, const Table& table) : write_(write) {
    std::string columns, values;
    for (const Table::Column& column : table.columns) {
      names_.push_back("$" + column.name);
      params_.push_back({names_.back().c_str(), {}});
      columns += (columns.empty() ? "" : ", ") + column.name;
      values += (values.empty() ? "" : ", ") + names_.back();
    }
    sql_ = "INSERT INTO " + table.name + " (" + columns + ") VALUES (" + values + ")";
  }
  void add(const std::vector<Cell>& cells) override {
    for (std::size_t i = 0; i < params_.size(); ++i) params_[i].value = cells[i];
    write_.execute(sql_.c_str(), params_);
  }
  void end() override {}

 private:
  Write& write_;
  std::deque<std::string> names_;
  std::vector<Param> params_;
  std::string sql_;
};

std::unique_ptr<Filling> filling_of(Write& write, const Table& table) {
  if (auto filling = write.fill(table.name, names_of(table))) return filling;
  return std::make_unique<Insertion>(write, table);
}

void copy_table(Read& from, Write& to, const Table& table) {
  const std::unique_ptr<Filling> filling = filling_of(to, table);
  std::vector<Cell> cells(table.columns.size());
  from.query(select_from(table).c_str(), {}, [&](const Row& row) {
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = cell_at(row, static_cast<int>(i), table.columns[i].type);
    filling->add(cells);
    return true;
  });
  filling->end();
}

void add_length(Bytes& to, std::size_t length) {
  for (int shift = 56; shift >= 0; shift -= 8) to.push_back(static_cast<std::uint8_t>(length >> shift));
}

/// One cell so that no two rows have the same bytes: its type, its length, its content.
void add_cell(Bytes& to, const Cell& cell) {
  to.push_back(static_cast<std::uint8_t>(cell.index()));
  if (const auto* number = std::get_if<std::int64_t>(&cell)) add_length(to, static_cast<std::size_t>(*number));
  const auto* text = std::get_if<std::string>(&cell);
  const auto* bytes = std::get_if<Bytes>(&cell);
  if (text == nullptr && bytes == nullptr) return;
  const BytesView content = text != nullptr ? as_bytes(*text) : BytesView(*bytes);
  add_length(to, content.size());
  to.insert(to.end(), content.begin(), content.end());
}

/// Rows of one table differ by its primary key, so that none cancels another one out.
Content content_of(Read& read, const Table& table) {
  Content content;
  digest::Digest sum{};
  Bytes octets;
  read.query(select_from(table).c_str(), {}, [&](const Row& row) {
    octets.clear();
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      add_cell(octets, cell_at(row, static_cast<int>(i), table.columns[i].type));
    const digest::Digest one = digest::sha256(octets);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] ^= one[i];
    ++content.rows;
    return true;
  });
  content.sha256 = to_hex(sum);
  return content;
}

}  // namespace

void copy_rows(Read& from, Write& to, const std::vector<Table>& tables) {
  // Some have rows from the start.
  for (auto table = tables.rbegin(); table != tables.rend(); ++table)
    if (is_copied(*table)) to.execute(("DELETE FROM " + table->name).c_str(), {});
  for (const Table& table : tables)
    if (is_copied(table)) copy_table(from, to, table);
  counters::recount(to);
}

std::map<std::string, Content> contents(Read& read, const std::vector<Table>& tables) {
  std::map<std::string, Content> found;
  for (const Table& table : tables)
    if (is_copied(table)) found[table.name] = content_of(read, table);
  return found;
}

}  // namespace pkit::store
