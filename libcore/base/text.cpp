// Text: case, lists, nearest word, UTF-8 and what a terminal may see. Times and durations are in time.cpp.
#include "base/text.h"

#include <algorithm>
#include <utility>

namespace pkit {

namespace {

bool blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::uint32_t octet(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

std::string hex(std::uint32_t number, std::size_t width) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (; number != 0 || out.size() < width; number >>= 4) out.insert(out.begin(), digits[number & 15]);
  return out;
}

/// Bytes that are no UTF-8, and the characters that are `meant`, as \xNN or \u{NNNN}.
std::string escaped(std::string_view text, bool (*meant)(std::uint32_t)) {
  std::string out;
  while (!text.empty()) {
    const Character next = first_character(text);
    const std::size_t length = std::max<std::size_t>(1, next.length);
    if (next.length == 0 || (next.length == 1 && meant(next.point)))
      out += "\\x" + hex(octet(text, 0), 2);
    else if (meant(next.point))
      out += "\\u{" + hex(next.point, 4) + "}";
    else
      out += text.substr(0, length);
    text.remove_prefix(length);
  }
  return out;
}

/// Insertions, deletions, replacements, and neighbours that changed places.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before = std::exchange(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

Character first_character(std::string_view text) {
  const std::uint32_t first = octet(text, 0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < length) return {};
  std::uint32_t point = first & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((octet(text, i) & 0xc0) != 0x80) return {};
    point = (point << 6) | (octet(text, i) & 0x3f);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < least[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return {};
  return {point, length};
}

bool deceives_terminal(std::uint32_t point) {
  return point < 0x20 || (point >= 0x7f && point <= 0x9f) || point == 0x061c || point == 0x200e || point == 0x200f ||
         (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (&part != &parts.front()) out += separator;
    out += part;
  }
  return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t end; (end = text.find(separator)) != std::string_view::npos; text.remove_prefix(end + 1))
    parts.emplace_back(text.substr(0, end));
  parts.emplace_back(text);
  return parts;
}

std::size_t utf8_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = first_character(text.substr(at)).length;
    if (length == 0) break;
    at += length;
  }
  return at;
}

bool valid_utf8(std::string_view text) { return utf8_prefix(text) == text.size(); }

std::string nearest(std::string_view word, const std::vector<std::string>& among) {
  constexpr std::size_t kLongestWord = 64;  // the distance costs the product of the lengths, and `word` is a stranger's
  if (word.size() > kLongestWord) return {};
  std::size_t best = word.size() / 3 + 1;
  std::string found;
  for (const std::string& candidate : among) {
    if (candidate.size() >= word.size() + best || word.size() >= candidate.size() + best) continue;
    const std::size_t far = distance(word, candidate);
    if (far >= best) continue;
    best = far;
    found = candidate;
  }
  return found;
}

std::string printable(std::string_view text) { return escaped(text, deceives_terminal); }

std::string storable(std::string_view text) {
  return escaped(text, [](std::uint32_t point) { return point == 0; });
}

}  // namespace pkit
