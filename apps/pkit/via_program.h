// Running the program of --via: found by PATH, with our environment, terminal and standard error.
#pragma once

#include <string>
#include <vector>

#include "base/world.h"

namespace pkit::app {

/// Writes `input` to the program's standard input and answers what it printed. Error{state "gate.program"} where it
/// cannot be started, prints nothing or too much, or has not ended within five minutes.
std::string converse(const std::vector<std::string>& program, const std::string& input, const World& world);

}  // namespace pkit::app
