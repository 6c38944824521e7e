// Several fields as one text of octets that no other fields give: what is hashed, signed or authenticated together.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace pkit {

/// The label, then each field after its length (4 octets big-endian); a number is a field of 8 octets big-endian.
class Framed {
 public:
  explicit Framed(std::string_view label) : bytes_(to_bytes(label)) {}
  /// Error{internal} for a field of 4 GiB or more.
  Framed& field(BytesView field);
  Framed& field(std::string_view text) { return field(as_bytes(text)); }
  Framed& number(std::int64_t number);
  const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

/// Appends the octets of an unsigned number, the most significant first.
template <class Integer>
void append_big_endian(Bytes& out, Integer number) {
  for (int shift = 8 * (static_cast<int>(sizeof number) - 1); shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>(number >> shift));
}

}  // namespace pkit
