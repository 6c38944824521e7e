// Whose clock counts: hosts that share a state compare leases and times, so that all of them go by its server's.
#pragma once

#include "home/home.h"

namespace pkit {

/// `world` with a clock that is so much ahead of its own.
World with_clock_ahead(const World& world, Duration ahead);

}  // namespace pkit
