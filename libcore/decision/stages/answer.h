// From what was bound to what the caller is told.
#pragma once

#include "decision/plan.h"

namespace pkit {

/// After Bind: the certificate to hand out, the rows as they are now, differences and warnings.
Outcome answered(const ReadSession& session, const Run& run, const Bound& bound, Value trace);
/// A dry run: data.dryRun and data.would {exit, orchestrator, registration, names, notAfter}; no certificate.
Outcome rehearsed(const Run& run, const Bound& bound, Value trace);

}  // namespace pkit
