#include "store/postgresql/copy.h"

#include <limits>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace pkit::store::postgresql {

namespace {

using libpq::library;

// COPY's binary format, version 1: a signature, no flags and no extension; then a count of cells a row, and a length a
// cell, which is -1 for a null; then the count -1.
constexpr std::string_view kBegin{
    "PGCOPY\n\377\r\n\0"
    "\0\0\0\0"
    "\0\0\0\0",
    19};
constexpr std::string_view kEnd{"\377\377", 2};
constexpr std::int32_t kNull = -1;
constexpr std::size_t kPiece = std::size_t{64} << 10;

template <class Number>
void append(std::string& to, Number number) {
  for (int shift = static_cast<int>(sizeof number - 1) * 8; shift >= 0; shift -= 8)
    to += static_cast<char>(static_cast<std::uint64_t>(number) >> shift);
}

void append(std::string& to, std::string_view content) {
  if (content.size() > std::numeric_limits<std::int32_t>::max())
    throw Error(Kind::input, "store.text", "more than 2 GiB in one place cannot be kept");
  append(to, static_cast<std::int32_t>(content.size()));
  to += content;
}

}  // namespace

Copying::Copying(ServerConnection& connection, const std::string& table, const std::vector<std::string>& columns)
    : connection_(connection), octets_(kBegin) {
  std::string names;
  for (const std::string& column : columns) names += (names.empty() ? "" : ", ") + column;
  connection_.make_room();
  const Result begun{library().PQexec(connection_.link_.get(),
                                      ("COPY " + table + " (" + names + ") FROM STDIN (FORMAT binary)").c_str())};
  if (!begun || library().PQresultStatus(begun.get()) != libpq::kCopyIn) connection_.fail(begun.get());
  open_ = true;
}

Copying::~Copying() {
  if (!open_) return;
  try {
    finish("given up");
  } catch (const Error&) {  // as it was told to fail
  }
}

void Copying::add_cell(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    append(octets_, static_cast<std::int32_t>(sizeof *number));
    return append(octets_, *number);
  }
  if (const auto* text = std::get_if<std::string>(&cell)) {
    require_text(*text);
    return append(octets_, std::string_view(*text));
  }
  if (const auto* bytes = std::get_if<Bytes>(&cell)) return append(octets_, as_text(*bytes));
  append(octets_, kNull);
}

void Copying::add(const std::vector<Cell>& cells) {
  append(octets_, static_cast<std::int16_t>(cells.size()));
  for (const Cell& cell : cells) add_cell(cell);
  if (octets_.size() >= kPiece) put();
}

void Copying::put() {
  const std::string piece = std::exchange(octets_, {});
  if (library().PQputCopyData(connection_.link_.get(), piece.data(), static_cast<int>(piece.size())) != 1)
    finish(nullptr);
}

void Copying::finish(const char* given_up) {
  open_ = false;
  pg_conn* link = connection_.link_.get();
  const bool sent = library().PQputCopyEnd(link, given_up) == 1;
  const Result result{library().PQgetResult(link)};
  while (result && Result{library().PQgetResult(link)}) {
  }
  if (!sent || !result || library().PQresultStatus(result.get()) != libpq::kCommandOk) connection_.fail(result.get());
}

void Copying::end() {
  octets_ += kEnd;
  put();
  if (open_) finish(nullptr);
}

}  // namespace pkit::store::postgresql
