// One command with its options parsed, ready to run.
#pragma once

#include <string>
#include <vector>

#include "pkit/command.h"
#include "pkit/globals.h"
#include "pkit/output.h"

namespace pkit::app {

struct Invocation {
  Globals globals;
  Run run;
};

/// Only this command's options are built. Where the words ask for help nothing else need be right.
Invocation parse_invocation(const Command& command, const std::vector<std::string>& words);

/// The same declarations without words to parse: for help, completion and the tables.
Options options_of(const Command& command);

/// The format that `words` ask for, before anything is parsed: errors of parsing are printed in it too.
Format wanted_format(const std::vector<std::string>& words);

}  // namespace pkit::app
