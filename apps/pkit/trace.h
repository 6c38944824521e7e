// The trace of a decision as a story that a person can read.
#pragma once

#include "base/value.h"
#include "pkit/output.h"

namespace pkit::app {

/// The story's lines: who asked, each handler with what it read and said, and what came of it.
std::vector<std::string> story(const Value& trace);

}  // namespace pkit::app
