// What may come next in a half-typed command line. Knows the table and the declarations, not the home.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pkit/options.h"

namespace pkit::app {

/// Names what is stored and begins with `prefix`; `home` is what the words say of it, may be empty.
using Stored =
    std::function<std::vector<std::string>(Completion what, const std::string& prefix, const std::string& home)>;

/// Candidates for the last of `words`, which may be empty and is never missing. "@file" and "@directory" leave the
/// names to the shell.
std::vector<std::string> complete(const std::vector<std::string>& words, const Stored& stored);

/// One line on a candidate of complete(): an option's help, a command's summary; empty where there is nothing to say.
std::string describe(const std::vector<std::string>& words, const std::string& candidate);

}  // namespace pkit::app
