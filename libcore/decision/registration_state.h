// What became of a registration, with its own exit.
#pragma once

#include "home/session.h"

namespace pkit {

/// The present state of that registration, with its own exit: what --wait polls. Runs no handler.
Outcome registration_state(Session& session, const std::string& registration);

}  // namespace pkit
