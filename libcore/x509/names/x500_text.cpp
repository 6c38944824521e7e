#include "x509/x500_text.h"

#include <algorithm>

#include "base/text.h"
#include "x509/der.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

struct Keyword {
  oid::Oid oid;
  const char* word;
};
constexpr Keyword kKeywords[] = {
    {"2.5.4.3", "CN"},
    {"2.5.4.6", "C"},
    {"2.5.4.7", "L"},
    {"2.5.4.8", "ST"},
    {"2.5.4.10", "O"},
    {"2.5.4.11", "OU"},
    {"2.5.4.9", "STREET"},
    {"0.9.2342.19200300.100.1.25", "DC"},
    {"0.9.2342.19200300.100.1.1", "UID"},
};

constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD

bool continues(BytesView octets, std::size_t at) { return at < octets.size() && (octets[at] & 0xc0) == 0x80; }

/// How many octets of a malformed sequence become one replacement. The second octet has narrower bounds than the
/// others; a sequence that the end cuts short is one.
std::size_t malformed_length(BytesView octets) {
  const std::uint8_t first = octets[0];
  const std::size_t wanted = first >= 0xf0 && first <= 0xf4 ? 4 : (first & 0xf0) == 0xe0 ? 3 : 1;
  if (wanted == 1 || !continues(octets, 1)) return 1;
  const std::uint8_t second = octets[1];
  const bool outside =
      (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f);
  if (outside) return 1;
  std::size_t length = 2;
  while (length < wanted && continues(octets, length)) ++length;
  return length;  // all three are there of a surrogate
}

/// The octets as UTF-8, with U+FFFD where they are none.
std::string as_utf8(BytesView octets) {
  std::string out;
  while (!octets.empty()) {
    const std::size_t good = utf8_prefix(as_text(octets));
    out.append(as_text(octets.first(good)));
    octets = octets.subspan(good);
    if (octets.empty()) break;
    out += kReplacement;
    octets = octets.subspan(malformed_length(octets));
  }
  return out;
}

bool is_blank(char c) { return c == ' ' || c == '\r'; }

/// Special characters anywhere, and white space at the ends: of that the escaped text's.
std::string escaped(std::string_view value) {
  std::string inner;
  for (const char c : value) {
    if (std::string_view(",=+<>#;\"\\").find(c) != std::string_view::npos) inner += '\\';
    if (c == '\0')
      inner += "\\00";
    else
      inner += c;
  }
  const auto begin = std::find_if_not(inner.begin(), inner.end(), is_blank);
  const auto end = std::find_if_not(inner.rbegin(), inner.rend(), is_blank).base();
  std::string out;
  for (auto c = inner.begin(); c != inner.end(); ++c) {
    if (c < begin || c >= end) out += '\\';
    out += *c;
  }
  return out;
}

bool is_string(std::uint8_t tag) {
  constexpr std::uint8_t tags[] = {der::kPrintableString, der::kTeletexString, der::kIa5String,
                                   der::kGeneralString,   der::kBmpString,     der::kUtf8String};
  return std::find(std::begin(tags), std::end(tags), tag) != std::end(tags);
}

std::string attribute_text(der::Reader fields) {
  const std::string oid = der::oid(fields.expect(der::kOid, "attribute type"));
  const der::Element value = fields.next();
  const auto keyword =
      std::find_if(std::begin(kKeywords), std::end(kKeywords), [&](const Keyword& row) { return row.oid == oid; });
  const bool known = keyword != std::end(kKeywords);
  const std::string key = known ? keyword->word : oid;
  if (!known || !is_string(value.tag)) return key + "=#" + to_hex(value.whole);
  return key + "=" + escaped(as_utf8(value.content));
}

}  // namespace

std::string x500_text(const Name& name) {
  der::Reader document(name.der());
  std::vector<std::string> rdns;
  for (der::Reader list = document.enter(der::kSequence, "Name"); !list.empty();) {
    std::vector<std::string> attributes;
    for (der::Reader set = list.enter(der::kSet, "RDN"); !set.empty();)
      attributes.push_back(attribute_text(set.enter(der::kSequence, "AttributeTypeAndValue")));
    rdns.push_back(join(attributes, "+"));
  }
  std::reverse(rdns.begin(), rdns.end());
  return join(rdns, ",");
}

}  // namespace pkit::x509
