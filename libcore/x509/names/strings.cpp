#include "x509/names/strings.h"

#include <algorithm>

#include "base/text.h"

namespace pkit::x509 {

namespace {

constexpr std::uint8_t kNumericString = 0x12;

/// X.680 table 10.
bool is_printable_string(std::string_view text) {
  constexpr std::string_view marks = " '()+,-./:=?";
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || marks.find(c) != marks.npos;
  });
}

bool is_numeric(std::string_view text) { return text.find_first_not_of("0123456789 ") == text.npos; }

void append_utf8(std::string& out, std::uint32_t c) {
  const auto put = [&](std::uint32_t octet) { out += static_cast<char>(octet); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | c >> 6), put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | c >> 18), put(0x80 | (c >> 12 & 0x3f)), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
  }
}

/// Fixed-width characters, big-endian: BMPString has two octets each (and no surrogates), UniversalString four.
std::string read_wide(const der::Element& e, std::size_t width) {
  if (e.content.size() % width != 0) der::fail("name.value", "string of half characters", e.offset);
  std::string out;
  for (std::size_t i = 0; i < e.content.size(); i += width) {
    std::uint32_t c = 0;
    for (std::size_t j = 0; j < width; ++j) c = c << 8 | e.content[i + j];
    if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
      der::fail("name.value", "no Unicode character", e.content_offset() + i);
    append_utf8(out, c);
  }
  return out;
}

std::string read_latin1(BytesView octets) {
  std::string out;
  for (std::uint8_t octet : octets) append_utf8(out, octet);
  return out;
}

std::string read_checked(const der::Element& e, bool (*allowed)(std::string_view), const char* type) {
  const std::string_view text = as_text(e.content);
  if (!allowed(text)) der::fail("name.value", std::string(type) + " with a character it does not have", e.offset);
  return std::string(text);
}

/// What is ASCII means the same to everybody; beyond it some read Latin-1 and some UTF-8.
std::string read_printable(const der::Element& e, Oddities* seen) {
  const std::string_view text = as_text(e.content);
  if (!is_printable_string(text)) {
    if (!is_ascii(text)) der::fail("name.value", row_of(Tolerance::printable_marks).what, e.offset);
    note(seen, Tolerance::printable_marks, e.offset);
  }
  return std::string(text);
}

std::string read_any(const der::Element& e, Oddities* seen) {
  switch (e.tag) {
    case der::kUtf8String:
      return read_checked(e, valid_utf8, "UTF8String");
    case der::kPrintableString:
      return read_printable(e, seen);
    case der::kIa5String:
      return read_checked(e, is_ascii, "IA5String");
    case kNumericString:
      return read_checked(e, is_numeric, "NumericString");
    case der::kTeletexString:
      return read_latin1(e.content);
    case der::kBmpString:
      return read_wide(e, 2);
    case der::kUniversalString:
      return read_wide(e, 4);
    default:
      der::fail("name.type", "value of a type that names do not have", e.offset);
  }
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string read_string(const der::Element& e, Oddities* seen) {
  std::string text = read_any(e, seen);
  if (text.empty()) note(seen, Tolerance::empty_value, e.offset);
  if (text.find('\0') != text.npos) der::fail("name.value", "value with a NUL", e.offset);
  return text;
}

bool string_holds(std::uint8_t tag, std::string_view utf8) {
  if (!valid_utf8(utf8) || utf8.find('\0') != utf8.npos) return false;
  if (tag == der::kPrintableString) return is_printable_string(utf8);
  return tag != der::kIa5String || is_ascii(utf8);
}

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace pkit::x509
