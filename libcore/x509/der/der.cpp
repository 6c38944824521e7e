// The cursor, and what the content of each type must look like.
#include "x509/der.h"

#include "base/error.h"

namespace pkit::x509::der {

namespace {

constexpr int kMaxDepth = 32;

std::string hex_tag(std::uint8_t tag) { return "tag 0x" + to_hex(BytesView(&tag, 1)); }

/// X.690 10.2: of the universal types that pkit meets only SEQUENCE and SET are constructed; tag 0 is BER's
/// end-of-contents, and number 31 begins the long form, which no type in X.509 needs.
bool legal_tag(std::uint8_t tag) {
  const int number = tag & 0x1f;
  if (number == 0x1f) return false;
  if ((tag & 0xc0) != 0) return true;
  const bool constructed = (tag & 0x20) != 0;
  return number != 0 && constructed == (number == 0x10 || number == 0x11);
}

}  // namespace

void fail(const char* code, const std::string& what, std::size_t at) {
  const std::string where = "byte " + std::to_string(at);
  throw Error(Kind::input, code, where + ": " + what, {}, {Fault{Kind::input, code, where, what, {}}});
}

Reader::Reader(BytesView document, std::size_t offset) : rest_(document), offset_(offset), depth_(0) {}

Reader::Reader(const Element& element, const Reader& parent)
    : rest_(element.content), offset_(element.content_offset()), depth_(parent.depth_ + 1) {
  if (depth_ > kMaxDepth) fail("der.depth", "nested deeper than " + std::to_string(kMaxDepth), element.offset);
}

/// Reads the length octets behind a tag (X.690 10.1: definite, in the fewest octets); they stay in rest_.
std::size_t Reader::length() {
  if (rest_.size() < 2) fail("der.truncated", "the element has no length", offset_);
  const std::uint8_t first = rest_[1];
  if (first < 0x80) return first;
  const std::size_t octets = first & 0x7f;
  if (octets == 0) fail("der.length", "indefinite length", offset_ + 1);
  if (octets > 4) fail("der.length", "length of more than four octets", offset_ + 1);
  if (rest_.size() < 2 + octets) fail("der.truncated", "the length is cut short", offset_);
  std::size_t value = 0;
  for (std::size_t i = 0; i < octets; ++i) value = value << 8 | rest_[2 + i];
  if (value < 0x80 || rest_[2] == 0) fail("der.length", "length is not minimal", offset_ + 1);
  return value;
}

Element Reader::next() {
  if (rest_.empty()) fail("der.truncated", "an element is missing", offset_);
  if (!legal_tag(rest_[0])) fail("der.tag", hex_tag(rest_[0]) + " is not allowed in DER", offset_);
  const std::size_t size = length();
  const std::size_t header = rest_[1] < 0x80 ? 2 : 2 + (rest_[1] & 0x7f);
  if (rest_.size() - header < size) fail("der.truncated", "the element is longer than what holds it", offset_);
  const Element e{rest_[0], offset_, rest_.subspan(header, size), rest_.first(header + size)};
  rest_ = rest_.subspan(header + size);
  offset_ += header + size;
  return e;
}

Element Reader::expect(std::uint8_t tag, const char* what) {
  if (rest_.empty()) fail("der.truncated", std::string(what) + " is missing", offset_);
  if (rest_[0] != tag) fail("der.type", std::string(what) + " expected, not " + hex_tag(rest_[0]), offset_);
  return next();
}

std::optional<Element> Reader::optional(std::uint8_t tag) {
  if (peek() != tag) return std::nullopt;
  return next();
}

void Reader::end(const char* what) const {
  if (!rest_.empty()) fail("der.trailing", std::to_string(rest_.size()) + " bytes too many in " + what, offset_);
}

void check(const Reader& parent, const Element& e) {
  if ((e.tag & 0x20) != 0) {
    for (Reader r = parent.inside(e); !r.empty();) check(r, r.next());
    return;
  }
  switch (e.tag) {
    case kBoolean:
      boolean(e);
      break;
    case kInteger:
    case 0x0a:
      integer(e);
      break;  // ENUMERATED is encoded alike
    case kBitString:
      bits(e);
      break;
    case kOid:
      oid(e);
      break;
    case kNull:
      if (!e.content.empty()) fail("der.null", "NULL with content", e.offset);
      break;
    case kBmpString:
    case kUniversalString:
      if (e.content.size() % (e.tag == kBmpString ? 2 : 4) != 0)
        fail("der.string", "string of half characters", e.offset);
      break;
    default:
      break;
  }
}

}  // namespace pkit::x509::der
