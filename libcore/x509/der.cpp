#include "x509/der.h"

#include <algorithm>
#include <array>
#include <vector>

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

bool boolean(const Element& e) {
  if (e.content.size() != 1 || (e.content[0] != 0 && e.content[0] != 0xff))
    fail("der.boolean", "BOOLEAN must be one octet, 00 or FF", e.offset);
  return e.content[0] != 0;
}

BytesView integer(const Element& e) {
  const BytesView c = e.content;
  if (c.empty()) fail("der.integer", "INTEGER of length zero", e.offset);
  const bool padded = c.size() > 1 && ((c[0] == 0 && c[1] < 0x80) || (c[0] == 0xff && c[1] >= 0x80));
  if (padded) fail("der.integer", "INTEGER is not minimal", e.offset);
  return c;
}

std::int64_t small_integer(const Element& e) {
  const BytesView c = integer(e);
  if (c.size() > 8) fail("der.integer", "INTEGER is too large", e.offset);
  std::uint64_t value = c[0] >= 0x80 ? ~std::uint64_t{0} : 0;
  for (std::uint8_t octet : c) value = value << 8 | octet;
  return static_cast<std::int64_t>(value);
}

std::string oid(const Element& e) {
  const BytesView c = e.content;
  if (c.empty() || c.back() >= 0x80) fail("der.oid", "OBJECT IDENTIFIER is cut short", e.offset);
  std::string text;
  std::uint64_t arc = 0;
  bool begins = true;
  for (std::uint8_t octet : c) {
    if (begins && octet == 0x80) fail("der.oid", "OBJECT IDENTIFIER is not minimal", e.offset);
    if (arc >> 56 != 0) fail("der.oid", "OBJECT IDENTIFIER has an arc beyond 63 bits", e.offset);
    arc = arc << 7 | (octet & 0x7fU);
    begins = octet < 0x80;
    if (!begins) continue;
    if (text.empty()) {
      const std::uint64_t root = std::min<std::uint64_t>(arc / 40, 2);
      text = std::to_string(root) + ".";
      arc -= root * 40;
    } else {
      text += '.';
    }
    text += std::to_string(arc);
    arc = 0;
  }
  return text;
}

Bits bits(const Element& e) {
  const BytesView c = e.content;
  if (c.empty() || c[0] > 7 || (c.size() == 1 && c[0] != 0))
    fail("der.bits", "BIT STRING with a wrong number of unused bits", e.offset);
  if ((c.back() & ((1U << c[0]) - 1)) != 0) fail("der.bits", "BIT STRING whose unused bits are not zero", e.offset);
  return {c.subspan(1), c[0]};
}

BytesView bit_string(const Element& e) {
  const Bits b = bits(e);
  if (b.unused != 0) fail("der.bits", "BIT STRING is not whole octets", e.offset);
  return b.octets;
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

void Writer::raw(BytesView encoded) { out_.insert(out_.end(), encoded.begin(), encoded.end()); }

void Writer::element(std::uint8_t tag, BytesView content) {
  const std::size_t start = begin(tag);
  raw(content);
  finish(start);
}

void Writer::element(std::uint8_t tag, std::string_view content) { element(tag, as_bytes(content)); }

void Writer::boolean(bool value) {
  element(kBoolean, BytesView(std::array<std::uint8_t, 1>{std::uint8_t(value ? 0xff : 0)}));
}

void Writer::integer(std::int64_t value) {
  std::array<std::uint8_t, 8> octets;
  for (std::size_t i = 0; i < 8; ++i)
    octets[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (56 - 8 * i));
  std::size_t skip = 0;
  while (skip < 7 &&
         ((octets[skip] == 0 && octets[skip + 1] < 0x80) || (octets[skip] == 0xff && octets[skip + 1] >= 0x80)))
    ++skip;
  element(kInteger, BytesView(octets).subspan(skip));
}

void Writer::unsigned_integer(BytesView magnitude) {
  while (magnitude.size() > 1 && magnitude[0] == 0) magnitude = magnitude.subspan(1);
  const std::size_t start = begin(kInteger);
  if (magnitude.empty() || magnitude[0] >= 0x80) out_.push_back(0);
  raw(magnitude);
  finish(start);
}

/// `dotted` is one of our own constants or was read by oid(): anything else is a fault of pkit.
void Writer::oid(std::string_view dotted) {
  std::vector<std::uint64_t> arcs(1, 0);
  for (char c : dotted) {
    if (c == '.') {
      arcs.push_back(0);
    } else if (c >= '0' && c <= '9') {
      arcs.back() = arcs.back() * 10 + static_cast<std::uint64_t>(c - '0');
    } else {
      throw Error(Kind::internal, "internal", "not an object identifier: " + std::string(dotted));
    }
  }
  if (arcs.size() < 2) throw Error(Kind::internal, "internal", "not an object identifier: " + std::string(dotted));
  arcs[1] += arcs[0] * 40;
  const std::size_t start = begin(kOid);
  for (std::size_t i = 1; i < arcs.size(); ++i) {
    int shift = 63;
    while (shift > 0 && arcs[i] >> shift == 0) shift -= 7;
    for (; shift >= 0; shift -= 7)
      out_.push_back(static_cast<std::uint8_t>((arcs[i] >> shift & 0x7f) | (shift > 0 ? 0x80U : 0U)));
  }
  finish(start);
}

void Writer::null() { element(kNull, BytesView()); }

void Writer::bit_string(BytesView octets, int unused) {
  const std::size_t start = begin(kBitString);
  out_.push_back(static_cast<std::uint8_t>(unused));
  raw(octets);
  finish(start);
}

std::size_t Writer::begin(std::uint8_t tag) {
  out_.push_back(tag);
  return out_.size();
}

/// Puts the length in front of what was written since begin().
void Writer::finish(std::size_t start) {
  const std::size_t size = out_.size() - start;
  Bytes octets;
  for (std::size_t n = size; n != 0; n >>= 8) octets.insert(octets.begin(), static_cast<std::uint8_t>(n));
  if (size < 0x80) {
    octets.assign(1, static_cast<std::uint8_t>(size));
  } else {
    octets.insert(octets.begin(), static_cast<std::uint8_t>(0x80 | octets.size()));
  }
  out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(start), octets.begin(), octets.end());
}

}  // namespace pkit::x509::der
