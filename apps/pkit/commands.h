// The table of commands: a command exists if and only if it is a row here. Help, completion and tests read it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pkit/command.h"

namespace pkit::app {

std::span<const Command> commands();

/// The row of exactly this path, or null.
const Command* find_command(const std::string& path);

struct Chosen {
  const Command* command;
  std::vector<std::string> words;  // the rest, with global options that stood before the command
};
/// Error{usage "command.unknown"} with the nearest command where `words` begin with none.
Chosen choose_command(const std::vector<std::string>& words);

}  // namespace pkit::app
