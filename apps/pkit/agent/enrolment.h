// An agent's registration (B9): it has a key, a certificate and a name in a directory of its own, here or on another
// host, and comes again as long as it lives.
#pragma once

#include "pkit/agent/options.h"
#include "pkit/context.h"

namespace pkit::app {

/// Registers it if need be, renews its certificate near its end, and begins anew where that is over (T-B30, T-B31).
/// Error{usage "option.combination"} for a source that is none, {usage "option.missing"} for an agent without a name.
Outcome register_agent(Context& context, const AgentOptions& o);

}  // namespace pkit::app
