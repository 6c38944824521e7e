// Questions to a person at a terminal.
#pragma once

#include <string>

#include "base/bytes.h"

namespace pkit::app {

/// Asks "what: " on the controlling terminal and reads a line without showing it. Error{usage "terminal.missing"} where
/// there is no terminal. A signal restores the terminal before it takes its course.
Secret ask_secret(const std::string& what);

/// The same twice, until both are equal and not empty; three tries.
Secret ask_new_secret(const std::string& what);

}  // namespace pkit::app
