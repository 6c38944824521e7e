// The JSON envelope: {version, ok, operation, data, warnings, error{code, message, hint, details[]}}.
#pragma once

#include <string>

#include "base/table.h"
#include "home/session.h"

namespace pkit {

namespace shape {
extern const Shape error, error_or_null, warnings, envelope;
}

/// `ok` is exit 0; `data` is null where there is none, `error` where all is well. On 3 and 4 both are there.
Value envelope(const std::string& operation, const Outcome& outcome);
/// The same, with the outcome's own data.
Value envelope(const std::string& operation, Outcome&& outcome);

}  // namespace pkit
