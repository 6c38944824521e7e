// Values out of elements that were checked.
#include <algorithm>

#include "x509/der.h"

namespace pkit::x509::der {

bool boolean(const Element& e, Oddities* seen) {
  if (e.content.size() != 1) fail("der.boolean", "BOOLEAN must be one octet, 00 or FF", e.offset);
  if (e.content[0] != 0 && e.content[0] != 0xff) note(seen, Tolerance::boolean_one, e.offset);
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

}  // namespace pkit::x509::der
