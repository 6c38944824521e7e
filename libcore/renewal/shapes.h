// The shapes of what renewing, rotating and authenticating answer. Internal to renewal/ and the table of commands.
#pragma once

#include "base/table.h"

namespace pkit::shape {

extern const Shape renewal, rotation, authentication;

}  // namespace pkit::shape
