#include "store/busy.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <thread>

namespace pkit::store {

std::int64_t lock_pause(int tries, std::uint32_t chance) {
  constexpr std::int64_t least = 100, first = 500, most = 2000, growth = 25;
  const std::int64_t bound = std::min(first + growth * tries, most);
  return least + chance % (bound - least + 1);
}

Busy::Busy(const World& world, Awaited awaited) : world_(world), unit_(awaited == Awaited::server ? 1000 : 1) {
  std::array<std::uint8_t, sizeof chance_> seed{};
  world.random(seed);
  std::memcpy(&chance_, seed.data(), seed.size());
}

bool Busy::wait(int tries) {
  const Duration now = world_.steady();
  if (tries == 0) began_ = now;
  if (now - began_ >= kLockPatience) return false;
  chance_ = chance_ * 1664525U + 1013904223U;  // Knuth's linear congruence: only to spread the waiters
  std::this_thread::sleep_for(std::chrono::microseconds(unit_ * lock_pause(tries, chance_ >> 8)));
  return true;
}

}  // namespace pkit::store
