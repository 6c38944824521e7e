// index.txt, the database of openssl-ca(1): a line a certificate, six fields between tabs.
#pragma once

#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/text.h"

namespace pkit::ca_directory {

enum class RowState { valid, revoked, expired };  // V, R, E

struct IndexRow {
  RowState state = RowState::valid;
  Time expires = 0;
  std::optional<Time> revoked;  // of R
  int reason = 0;               // of R: RFC 5280 5.3.1's number; 0 where it says none
  std::string serial;           // upper-case hex, of 1 to 20 octets
  std::string subject;          // as openssl writes it, "/CN=web1"
};

struct IndexLine {
  std::size_t number = 0;  // from 1 on
  std::optional<IndexRow> row;
  std::string fault;  // why it is none, fit to be printed
};

/// One line without its line break. A tab in a field has a backslash before it, as TXT_DB_write() has it. Never throws
/// for content.
IndexLine read_index_line(std::string_view line, std::size_t number);

/// Every line, but empty ones and comments.
std::vector<IndexLine> read_index(std::string_view text);

/// A place between two lines. `offset` is that of a file which looks like `state`; in another one the lines count
/// alone: openssl rewrites a row where it is, and makes it longer.
struct IndexPlace {
  std::size_t line = 0, offset = 0;
  std::string state;
};
/// "12" or "12@3456@STATE"; nothing for a text that is none.
std::optional<IndexPlace> parse_place(std::string_view text);
std::string print_place(const IndexPlace& place);

/// The lines of index.txt behind a place, each read when it is asked for.
class IndexReader {
 public:
  /// Error{state "file.read"}.
  IndexReader(const Path& file, const IndexPlace& begin);
  /// The next one but empty ones and comments; nothing at the end.
  std::optional<IndexLine> next();
  /// Behind the line that was read last.
  IndexPlace place() const { return place_; }

 private:
  bool read_line(std::string& line);

  std::ifstream stream_;
  IndexPlace place_;
};

/// The index with another reason in the last row of that serial, which is revoked; the time of it stays.
std::string with_reason(std::string_view index, const std::string& serial, std::string_view reason);

/// The number that is to be that of the next CRL, of a file `crlnumber`: hex of at most 20 octets (RFC 5280 5.2.3), and
/// so is the one after it. Empty where it is fit to go on; else why not.
std::string fault_of_crl_number(std::string_view text);

}  // namespace pkit::ca_directory
