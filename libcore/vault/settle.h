// What a kill left of objects. Internal to vault/.
#pragma once

#include "home/session.h"

namespace pkit::vault {

/// What began to arrive a day ago and never came: its put was killed.
void end_stale(Session& session);

}  // namespace pkit::vault
