// The one parameter that handlers see: `claimed` is what the client says, `verified` what pkit knows.
#pragma once

#include "base/value.h"
#include "decision/caller.h"

namespace pkit {

/// What is unknown is absent, never "". The CSR's pem leaves a challengePassword's value out.
Value handler_parameter(const ReadSession& session, const Intake& intake, const Caller& caller);

}  // namespace pkit
