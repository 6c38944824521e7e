// The exit codes: one table here, one in pkit(1); a test compares them.
#pragma once

#include <span>

namespace pkit::app {

struct ExitRow {
  int code;
  const char* meaning;
};
std::span<const ExitRow> exit_codes();

/// The graver of two, for a command with several items.
int worse(int a, int b);

}  // namespace pkit::app
