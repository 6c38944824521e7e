// Ed25519 public keys (RFC 8410).
#include <algorithm>
#include <array>

#include "x509/keys/key_reader.h"

namespace pkit::x509 {

namespace {

/// Octets of an Ed25519 point's y (RFC 8032 5.1.2: little-endian, the sign of x in the highest bit).
using Ed25519Point = std::array<std::uint8_t, 32>;

Ed25519Point from_low_octets(std::uint8_t lowest, std::uint8_t others, std::uint8_t highest) {
  Ed25519Point point;
  point.fill(others);
  point[0] = lowest;
  point[31] = highest;
  return point;
}

/// y of the eight points whose order divides 8, and the two of them that p = 2^255 - 19 added to y still encodes.
/// Under such a key anyone can sign: h * A has at most eight values.
bool small_order(const Ed25519Point& y) {
  static const Ed25519Point points[] = {
      from_low_octets(0x00, 0x00, 0x00),  // order 4
      from_low_octets(0x01, 0x00, 0x00),  // the identity
      from_low_octets(0xec, 0xff, 0x7f),  // p - 1, order 2
      from_low_octets(0xed, 0xff, 0x7f),  // p
      from_low_octets(0xee, 0xff, 0x7f),  // p + 1
      {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
       0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
      {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
       0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a}};
  return std::find(std::begin(points), std::end(points), y) != std::end(points);
}

/// y >= p: every octet above the lowest at its highest value, and the lowest not below p's.
bool beyond_field(const Ed25519Point& y) {
  const bool high = y[31] == 0x7f && std::all_of(y.begin() + 1, y.end() - 1, [](std::uint8_t o) { return o == 0xff; });
  return high && y[0] >= 0xed;
}

}  // namespace

void KeyReader::read_ed25519(const Parts& parts) {
  if (parts.parameters)  // RFC 8410 3
    malformed("key.ed25519.parameters", "Ed25519 key with parameters", parts.parameters->offset);
  Ed25519Point y;
  if (parts.bits.size() != y.size())
    return malformed("key.ed25519.length", "Ed25519 key is not 32 octets", parts.bits_offset);
  std::copy(parts.bits.begin(), parts.bits.end(), y.begin());
  y[31] &= 0x7f;
  if (small_order(y)) {
    malformed("key.ed25519.small_order", "Ed25519 key of small order: anyone can sign with it", parts.bits_offset);
  } else if (beyond_field(y)) {
    malformed("key.ed25519.range", "Ed25519 key is not in the field", parts.bits_offset);
  }
  key.type_ = KeyType::ed25519;
  key.bits_ = 256;
  key.point_ = key.key_bits_;
  checkable = true;
  identify(key.spki_);
}

}  // namespace pkit::x509
