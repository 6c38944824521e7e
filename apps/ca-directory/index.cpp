#include "ca-directory/index.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/error.h"

namespace pkit::ca_directory {

namespace {

constexpr std::size_t kLongestLine = 16 << 10, kFields = 6, kMostOctets = 20;

/// Text of a file of somebody else's, whatever bytes it has.
std::string told(std::string_view text) { return "'" + printable(text.substr(0, 64)) + "'"; }

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields(1);
  bool escaped = false;
  for (const char c : line) {
    if (c == '\t' && !escaped) {
      fields.emplace_back();
      continue;
    }
    if (c == '\t') fields.back().pop_back();
    escaped = c == '\\';
    fields.back() += c;
  }
  return fields;
}

/// The first line without its line break; `text` goes on behind it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

/// A tab with a backslash before it ends no field.
std::size_t end_of_field(std::string_view line, std::size_t begin) {
  std::size_t end = line.find('\t', begin);
  while (end != std::string_view::npos && line[end - 1] == '\\') end = line.find('\t', end + 1);
  return std::min(end, line.size());
}

/// Neither empty nor a comment.
bool is_told(std::string_view line) { return !line.empty() && line.front() != '#'; }

bool same_serial(std::string_view a, std::string_view b) { return lower(a) == lower(b); }

bool read_number(std::string_view text, std::size_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool is_hex(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// UTCTime or GeneralizedTime without fractions, as openssl writes them (RFC 5280 4.1.2.5).
std::optional<Time> time_in(std::string_view text) {
  if ((text.size() != 13 && text.size() != 15) || text.back() != 'Z') return std::nullopt;
  std::string digits(text.substr(0, text.size() - 1));
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  if (digits.size() == 12) digits.insert(0, digits[0] < '5' ? "20" : "19");
  return parse_time(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2) + "T" +
                    digits.substr(8, 2) + ":" + digits.substr(10, 2) + ":" + digits.substr(12, 2) + "Z");
}

struct Reason {
  std::string_view word;
  int number;
};
/// The words of openssl-ca(1); the last three have a further word behind them.
constexpr Reason kReasons[] = {
    {"unspecified", 0},     {"keyCompromise", 1},
    {"CACompromise", 2},    {"affiliationChanged", 3},
    {"superseded", 4},      {"cessationOfOperation", 5},
    {"certificateHold", 6}, {"removeFromCRL", 8},
    {"holdInstruction", 6}, {"keyTime", 1},
    {"CAkeyTime", 2},
};

std::string read_revocation(std::string_view field, IndexRow& row) {
  const std::vector<std::string> words = split(field, ',');
  row.revoked = time_in(words[0]);
  if (!row.revoked) return "its time of revocation is " + told(words[0]);
  if (words.size() < 2) return {};
  const auto found = std::find_if(std::begin(kReasons), std::end(kReasons),
                                  [&](const Reason& reason) { return lower(reason.word) == lower(words[1]); });
  if (found == std::end(kReasons)) return "its reason is " + told(words[1]);
  row.reason = found->number;
  return {};
}

std::string read_state(const std::vector<std::string>& fields, IndexRow& row) {
  if (fields[0] != "V" && fields[0] != "R" && fields[0] != "E") return "its state is " + told(fields[0]);
  row.state = fields[0] == "V" ? RowState::valid : fields[0] == "R" ? RowState::revoked : RowState::expired;
  const std::optional<Time> expires = time_in(fields[1]);
  if (!expires) return "its end is " + told(fields[1]);
  row.expires = *expires;
  if (row.state == RowState::revoked) return read_revocation(fields[2], row);
  return fields[2].empty() ? std::string() : "it is not revoked, and has a time of revocation";
}

std::string read_serial(std::string_view field, IndexRow& row) {
  if (!is_hex(field) || field.size() % 2 != 0 || field.size() > 2 * kMostOctets)
    return "its serial is " + told(field) + ", and no hex of 1 to 20 octets";
  for (const char c : field) row.serial += static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
  return {};
}

}  // namespace

IndexLine read_index_line(std::string_view line, std::size_t number) {
  IndexLine read;
  read.number = number;
  if (line.size() > kLongestLine) {
    read.fault = "it is longer than 16 KiB";
    return read;
  }
  const std::vector<std::string> fields = fields_of(line);
  if (fields.size() != kFields) {
    read.fault = "it has " + std::to_string(fields.size()) + " fields and not 6";
    return read;
  }
  IndexRow row;
  read.fault = read_state(fields, row);
  if (read.fault.empty()) read.fault = read_serial(fields[3], row);
  if (!read.fault.empty()) return read;
  row.subject = fields[5];
  read.row = std::move(row);
  return read;
}

std::vector<IndexLine> read_index(std::string_view text) {
  std::vector<IndexLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    if (is_told(line)) lines.push_back(read_index_line(line, number));
  }
  return lines;
}

std::optional<IndexPlace> parse_place(std::string_view text) {
  const std::vector<std::string> parts = split(text, '@');
  IndexPlace place;
  if (!read_number(parts[0], place.line) || (parts.size() != 1 && parts.size() != 3)) return std::nullopt;
  if (parts.size() == 1) return place;
  if (!read_number(parts[1], place.offset)) return std::nullopt;
  place.state = parts[2];
  return place;
}

std::string print_place(const IndexPlace& place) {
  return std::to_string(place.line) + "@" + std::to_string(place.offset) + "@" + place.state;
}

IndexReader::IndexReader(const Path& file, const IndexPlace& begin) : stream_(file, std::ios::binary) {
  struct stat info {};
  if (!stream_ || ::stat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode))
    throw Error(Kind::state, "file.read", file.string() + " cannot be read");
  place_.state = std::to_string(info.st_size) + "." + std::to_string(info.st_mtim.tv_sec) + "." +
                 std::to_string(info.st_mtim.tv_nsec);
  if (begin.state == place_.state && stream_.seekg(static_cast<std::streamoff>(begin.offset))) {
    place_ = begin;
    return;
  }
  std::string ignored;
  while (place_.line < begin.line && read_line(ignored)) continue;
}

bool IndexReader::read_line(std::string& line) {
  if (!std::getline(stream_, line)) return false;
  ++place_.line;
  place_.offset += line.size() + 1;
  return true;
}

std::optional<IndexLine> IndexReader::next() {
  std::string line;
  while (read_line(line))
    if (is_told(line)) return read_index_line(line, place_.line);
  return std::nullopt;
}

std::string with_reason(std::string_view index, const std::string& serial, std::string_view reason) {
  std::size_t begin = 0, end = 0, at = 0;
  for (std::string_view text = index; !text.empty();) {
    const std::string_view line = take_line(text);
    const IndexLine read = read_index_line(line, 0);
    if (read.row && read.row->state == RowState::revoked && same_serial(read.row->serial, serial)) {
      const std::size_t field = line.find('\t', line.find('\t') + 1) + 1;
      begin = at + field;
      end = at + end_of_field(line, field);
    }
    at = index.size() - text.size();
  }
  if (end == 0) return std::string(index);
  const std::string_view field = index.substr(begin, end - begin);
  return std::string(index.substr(0, begin)) + std::string(field.substr(0, field.find(','))) + "," +
         std::string(reason) + std::string(index.substr(end));
}

std::string fault_of_crl_number(std::string_view text) {
  const std::string_view number = trim(text);
  if (!is_hex(number)) return "crlnumber is " + told(number) + ", and no number in hex";
  const std::string_view digits = number.substr(std::min(number.find_first_not_of('0'), number.size()));
  const bool last = digits.size() == 2 * kMostOctets && lower(digits).find_first_not_of('f') == std::string::npos;
  if (digits.size() > 2 * kMostOctets || last)
    return "crlnumber does not go on: a CRL's number has at most 20 octets (RFC 5280 5.2.3)";
  return {};
}

}  // namespace pkit::ca_directory
