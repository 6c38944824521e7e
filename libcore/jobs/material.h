// What a job `add` puts into a store, from the files that its parameters name.
#pragma once

#include "certstores/operations.h"

namespace pkit::jobs {

/// Keys and passwords only from files that their owner alone can read. Error{not_found "file.missing"}, {state
/// "file.secret" | "file.permission"}, {config "authority.passphrase"}.
certstores::Material material_of(const Session& session, const Value& parameters);

}  // namespace pkit::jobs
