// Running the program of --via: found by PATH, with our environment, terminal and standard error.
#pragma once

#include <string>
#include <vector>

#include "base/world.h"

namespace pkit::app {

struct ViaLimits {
  Duration call = 5 * 60'000;  // until its output is closed and it has ended
  Duration grace = 1'000;      // for ending by SIGTERM, and again by SIGKILL
};

/// Writes `input` to the program's standard input and answers what it printed. Error{state "gate.program"} where it
/// cannot be started, prints nothing or too much, or has not ended within its time. It is ended then; one that the
/// kernel does not let us kill (a setuid program) is left behind, so that no call takes longer than its limits.
std::string converse(const std::vector<std::string>& program, const std::string& input, const World& world,
                     const ViaLimits& limits = {});

}  // namespace pkit::app
