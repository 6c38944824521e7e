// The JSON Schemas that are installed: of what each command answers, of what all of that is made of, of the envelope,
// and of what travels through the gate. apps/pkit/schema/ keeps them as they are written, and a test holds it against
// them.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"

namespace pkit::app {

/// "register", "authority-show", ..., "common", "envelope", "gate-request", "gate-reply".
std::vector<std::string> schema_names();
/// Error{not_found "argument.unexpected"} where there is none of that name.
Value schema_named(const std::string& name);

}  // namespace pkit::app
