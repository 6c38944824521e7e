// What the author of a command must know: a row says what it is, bind declares its options and answers what to run.
#pragma once

#include <functional>

#include "pkit/options.h"

namespace pkit::app {

class Context;

/// What the command opens when it runs.
enum class Needs {
  nothing,   // no home
  home,      // home and state: works with a faulty pkit.yaml
  decision,  // the same, and the caller's groups: it decides or issues, so that a faulty pkit.yaml is exit 10
  gate,      // for somebody else: reads no variable, and has none of the options that every command has but --home
};

using Run = std::function<int(Context&)>;

struct Command {
  const char* path;     // "config check"
  const char* summary;  // one line
  const char* group;    // heading in the overview; empty: hidden
  Needs needs;
  Run (*bind)(Options& options);
  const Shape* data = nullptr;  // of what it answers, for its JSON Schema; null where it prints no envelope
};

}  // namespace pkit::app
