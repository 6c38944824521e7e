// Options of commands that change something on an operator's word alone, so that there is nothing to explain.
#pragma once

#include "home/session.h"
#include "pkit/options.h"

namespace pkit::app {

/// --request-id and --dry-run.
void declare_change(Options& options, Common& common);

}  // namespace pkit::app
