// Texts about pkit itself: the overview, a command's help, the version. Made from the table and the declarations.
#pragma once

#include <string>
#include <vector>

#include "pkit/command.h"

namespace pkit::app {

extern const char* const kVersion;

std::string overview();
std::string help_of(const Command& command);
/// `pkit help WORDS`. Error{usage} where they name no command.
std::string help_for(const std::vector<std::string>& words);
/// The version, and what is inside.
std::string version_text();

}  // namespace pkit::app
