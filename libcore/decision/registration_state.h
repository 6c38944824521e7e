// What became of a registration, with its own exit.
#pragma once

#include "decision/kinds.h"

namespace pkit {

/// The present state of that registration, with its own exit: what --wait polls. Runs no handler.
Outcome registration_state(const ReadSession& session, const PrincipalKind& kind, const std::string& registration);

}  // namespace pkit
