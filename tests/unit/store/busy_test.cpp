// Waiting for a lock: how long a pause is, and when patience ends.
#include "store/busy.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace pkit::store {

TEST_CASE("pauses are short at first and never long") {
  struct Case {
    int tries;
    std::int64_t most;
  };
  for (auto [tries, most] : {Case{0, 500}, Case{20, 1000}, Case{60, 2000}, Case{1'000'000, 2000}}) {
    CAPTURE(tries);
    std::int64_t seen_most = 0;
    for (std::uint32_t chance = 0; chance < 5000; ++chance) {
      const std::int64_t pause = lock_pause(tries, chance);
      CHECK(pause >= 100);
      seen_most = std::max(seen_most, pause);
    }
    CHECK(seen_most == most);
  }
}

TEST_CASE("patience ends after thirty seconds of one wait, and begins anew with the next") {
  World world = real_world();
  Duration now = 1'000'000;
  world.steady = [&] { return now; };
  Busy busy(world);
  CHECK(busy.wait(0));
  now += kLockPatience - 1;
  CHECK(busy.wait(1));
  now += 1;
  CHECK_FALSE(busy.wait(2));
  CHECK(busy.wait(0));
}

}  // namespace pkit::store
