// index.txt of openssl-ca(1): a line is a row or a fault, and neither can say more than it has.
#include <algorithm>

#include "ca-directory/index.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

bool is_upper_hex(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789ABCDEF") == std::string::npos;
}

void check_line(const ca_directory::IndexLine& line) {
  PROMISE(line.row.has_value() == line.fault.empty());
  if (!line.row) {
    PROMISE(line.fault == printable(line.fault));
    return;
  }
  PROMISE(is_upper_hex(line.row->serial) && line.row->serial.size() % 2 == 0 && line.row->serial.size() <= 40);
  PROMISE(line.row->revoked.has_value() == (line.row->state == ca_directory::RowState::revoked));
  PROMISE(line.row->reason >= 0 && line.row->reason <= 8 && line.row->reason != 7);
}

}  // namespace

int fuzz_index(BytesView bytes) {
  const std::string_view text = as_text(bytes);
  const std::vector<ca_directory::IndexLine> lines = ca_directory::read_index(text);
  PROMISE(lines.size() <= static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
  for (const ca_directory::IndexLine& line : lines) check_line(line);
  // A page goes on behind the one before it, and nothing is told twice or left out.
  if (!lines.empty()) {
    const std::size_t middle = lines[lines.size() / 2].number;
    const auto rest = ca_directory::read_index(text, middle);
    PROMISE(rest.size() == lines.size() - lines.size() / 2 - 1);
    for (const ca_directory::IndexLine& line : rest) PROMISE(line.number > middle);
  }
  const std::string fault = ca_directory::fault_of_crl_number(text);
  PROMISE(fault == printable(fault));
  PROMISE(!fault.empty() || trim(text).find_first_not_of('0') == std::string_view::npos ||
          trim(text).size() - trim(text).find_first_not_of('0') <= 40);
  return 0;
}

}  // namespace pkit::fuzz
