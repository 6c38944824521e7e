// The program: words in, exit code out. Finds the command, parses its options, runs it, catches once.
#pragma once

#include <string>
#include <vector>

#include "pkit/io.h"

namespace pkit::app {

/// `words` are the arguments without the program's name. Never throws; the answer is a row of exit_codes().
int run(const std::vector<std::string>& words, Io io);

}  // namespace pkit::app
