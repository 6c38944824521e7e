// Whose clock counts: hosts that share a state compare leases and times, so that all of them go by its server's.
#pragma once

#include "home/home.h"

namespace pkit {

/// The clock of the server that keeps the home's state, before this host's; 0 where a file keeps it. `state` is what
/// open_database() made of the home.
Duration clock_ahead(const Home& home, const store::Database& state);

/// `world` with a clock that is so much ahead of its own.
World with_clock_ahead(const World& world, Duration ahead);

}  // namespace pkit
