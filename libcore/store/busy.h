// How a process waits for another's lock: short random sleeps, so that no waiter is starved by luckier ones.
#pragma once

#include <cstdint>

#include "base/world.h"

namespace pkit::store {

/// 30 s: what a human or a pipeline still takes for a hiccup.
constexpr Duration kLockPatience = 30'000;

/// Microseconds to sleep before the try after `tries` vain ones: 100 to 500 at first, growing to 2000; `chance`
/// chooses.
std::int64_t lock_pause(int tries, std::uint32_t chance);

/// What is waited for: a lock is free in no time, while a server that is gone is asked for a thousand times more
/// seldom.
enum class Awaited { lock, server };

class Busy {
 public:
  explicit Busy(const World& world, Awaited awaited = Awaited::lock);
  /// Sleeps; false once one lock has been waited for kLockPatience. `tries` is 0 where a wait begins.
  bool wait(int tries);

 private:
  const World& world_;
  std::int64_t unit_;  // microseconds
  Duration began_ = 0;
  std::uint32_t chance_ = 0;
};

}  // namespace pkit::store
