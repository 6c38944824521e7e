// Serial numbers (RFC 5280 4.1.2.2): positive, at most 20 octets, and never guessable beforehand.
#include "authority/authority.h"

namespace pkit::authority {

Bytes new_serial(const World& world, Time now) {
  constexpr std::size_t kTimeOctets = 6, kOctets = 16;
  Bytes serial(kOctets);
  world.random(std::span(serial).subspan(kTimeOctets));
  const auto milliseconds = static_cast<std::uint64_t>(now);
  for (std::size_t i = 0; i < kTimeOctets; ++i)
    serial[i] = static_cast<std::uint8_t>(milliseconds >> (8 * (kTimeOctets - 1 - i)));
  serial[0] &= 0x7f;  // the year 6429 is the first that would set it
  return serial;
}

}  // namespace pkit::authority
