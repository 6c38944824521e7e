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
  if (const auto place = ca_directory::parse_place(text)) {
    const auto again = ca_directory::parse_place(ca_directory::print_place(*place));
    PROMISE(again && again->line == place->line && again->offset == place->offset && again->state == place->state);
  }
  // Another reason is that of one row, and of no other.
  const auto revoked = std::find_if(lines.rbegin(), lines.rend(), [](const ca_directory::IndexLine& line) {
    return line.row && line.row->state == ca_directory::RowState::revoked;
  });
  if (revoked != lines.rend()) {
    const auto after = ca_directory::read_index(ca_directory::with_reason(text, revoked->row->serial, "superseded"));
    PROMISE(after.size() == lines.size());
    const std::size_t at = static_cast<std::size_t>(lines.rend() - revoked) - 1;
    PROMISE(after[at].row && after[at].row->reason == 4 && after[at].row->revoked == revoked->row->revoked);
  }
  const std::string fault = ca_directory::fault_of_crl_number(text);
  PROMISE(fault == printable(fault));
  PROMISE(!fault.empty() || trim(text).find_first_not_of('0') == std::string_view::npos ||
          trim(text).size() - trim(text).find_first_not_of('0') <= 40);
  return 0;
}

}  // namespace pkit::fuzz
