// index.txt, the database of openssl-ca(1): a line a certificate, six fields between tabs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// Every line behind that number, but empty ones and comments.
std::vector<IndexLine> read_index(std::string_view text, std::size_t behind = 0);

/// The number that is to be that of the next CRL, of a file `crlnumber`: hex of at most 20 octets (RFC 5280 5.2.3), and
/// so is the one after it. Empty where it is fit to go on; else why not.
std::string fault_of_crl_number(std::string_view text);

}  // namespace pkit::ca_directory
