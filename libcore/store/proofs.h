// Proofs that were taken: each signed request counts once.
#pragma once

#include "base/bytes.h"
#include "base/text.h"
#include "store/database.h"

namespace pkit::store::proofs {

/// Notes the message that was signed, until the time when it would be too old anyway, and forgets those whose time has
/// come at `now`. False where it is noted already.
bool take(Write&, const Bytes& message, Time until, Time now);

}  // namespace pkit::store::proofs
