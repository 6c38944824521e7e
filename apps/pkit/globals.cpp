#include "pkit/globals.h"

namespace pkit::app {

void declare_globals(Options& options, Globals& globals) {
  options.directory("--home", "DIR", "the home, instead of $PKIT_HOME", globals.home);
  if (!options.find("--format"))  // a command may have formats of its own
    options.choice("--format", "FORMAT", {"text", "json"}, "how to print the result", globals.format);
  options.time("--now", "take this for the present: in questions, dry runs and test-clock homes", globals.now);
  options.flag("--accept-clock", "work although the clock is behind the state", globals.accept_clock);
  options.flag("--help", "show this help (also -h)", globals.help);
}

void declare_gate_globals(Options& options, Globals& globals) {
  options.directory("--home", "DIR", "the home; else the one of the user that it runs as", globals.home);
  options.flag("--help", "show this help (also -h)", globals.help);
}

void declare_common(Options& options, pkit::Common& common) {
  options.text("--request-id", "ID", "make a retry with the same ID continue and never repeat", common.request_id);
  options.flag("--dry-run", "decide and tell what would happen, but change nothing", common.dry_run);
  options.flag("--explain", "print how the decision came about", common.explain);
}

}  // namespace pkit::app
