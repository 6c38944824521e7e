// Synchronize: the rows of index.txt in pages. The cursor is a line, which stays where it is: openssl appends, and
// rewrites a row in its place.
#include <sys/stat.h>

#include "ca-directory/directory.h"

namespace pkit::ca_directory {

namespace {

constexpr std::size_t kPageBytes = 700 << 10;
constexpr Duration kSlack = 10 * 60'000;

IndexPlace place_of(const std::string& cursor) {
  const std::optional<IndexPlace> place = cursor.empty() ? IndexPlace() : parse_place(cursor);
  if (!place) throw Error(Kind::input, "gateway.cursor", "'" + printable(cursor) + "' is no cursor of this adapter");
  return *place;
}

/// When its certificate was written: the index does not tell when a certificate was made.
bool is_older(const Path& directory, const IndexRow& row, Time since) {
  struct stat info {};
  if (::stat((directory / "certs" / (row.serial + ".pem")).c_str(), &info) != 0) return false;
  return static_cast<Time>(info.st_mtim.tv_sec) * 1000 < since - kSlack;
}

Value of_line(const Path& directory, const IndexLine& line) {
  if (line.row) return record_of(directory, *line.row);
  const std::string where = "line " + std::to_string(line.number);
  return Value::map({{"CARequestID", where}, {"Fault", line.fault}});
}

}  // namespace

Value synchronize(const Asked& asked) {
  const Value& parameter = asked.parameter;
  IndexReader index(asked.directory / "index.txt", place_of(parameter.text_or("cursor")));
  const std::size_t limit = parameter["limit"].is_int() ? static_cast<std::size_t>(parameter["limit"].as_int()) : 100;
  const std::optional<Time> since = parse_time(parameter.text_or("lastSync"));
  Value records = Value::list();
  std::string cursor;
  std::size_t bytes = 0;
  IndexPlace behind = index.place();
  for (std::optional<IndexLine> line; (line = index.next()); behind = index.place()) {
    // What was revoked or has expired since is told by its row alone: such rows are always told.
    const bool untouched = line->row && line->row->state == RowState::valid;
    if (since && untouched && is_older(asked.directory, *line->row, *since)) continue;
    if (records.items().size() == limit || bytes > kPageBytes) {
      cursor = print_place(behind);
      break;
    }
    Value record = of_line(asked.directory, *line);
    bytes += record.text_or("Certificate").size() + 256;
    records.push(std::move(record));
  }
  Value answer = Value::map({{"records", std::move(records)}});
  if (!cursor.empty()) answer.set("cursor", cursor);
  return answer;
}

}  // namespace pkit::ca_directory
