#include <set>

#include "fixtures.h"

using namespace pkit;

namespace {

World fixed_world(std::uint8_t octet) {
  World world = real_world();
  world.random = [octet](std::span<std::uint8_t> out) { std::fill(out.begin(), out.end(), octet); };
  return world;
}

}  // namespace

TEST_CASE("a serial is 48 bits of time and 80 of chance, and never negative") {
  struct Row {
    Time now;
    std::uint8_t chance;
    const char* serial;
  };
  for (const auto& [now, chance, serial] : {
           Row{0x0199'1234'5678, 0xab, "019912345678abababababababababab"},
           Row{0x0199'1234'5678, 0x00, "01991234567800000000000000000000"},
           Row{0, 0xff, "000000000000ffffffffffffffffffff"},
           Row{0xffff'ffff'ffff, 0x01, "7fffffffffff01010101010101010101"},
       }) {
    CHECK(to_hex(authority::new_serial(fixed_world(chance), now)) == serial);
  }
}

TEST_CASE("serials of one moment differ") {
  const World world = real_world();
  std::set<Bytes> serials;
  for (int i = 0; i < 1000; ++i) serials.insert(authority::new_serial(world, 1'700'000'000'000));
  CHECK(serials.size() == 1000);
}
