// The options that every command has, and those that every deciding and issuing command has.
#pragma once

#include <optional>
#include <string>

#include "home/session.h"
#include "pkit/options.h"

namespace pkit::app {

struct Globals {
  std::string home;             // as given, empty: from the environment
  std::string format = "text";  // "text", "json"
  std::optional<Time> now;
  bool accept_clock = false;
  bool help = false;
};
void declare_globals(Options& options, Globals& globals);
/// Those of the gate.
void declare_gate_globals(Options& options, Globals& globals);

/// --request-id, --dry-run, --explain.
void declare_common(Options& options, pkit::Common& common);

}  // namespace pkit::app
