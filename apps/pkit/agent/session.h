// One session of an agent (B2, B3): its jobs that are due are done one after the other, each told as it ended. Every
// message is signed by the agent's key.
#pragma once

#include "pkit/agent/options.h"
#include "pkit/context.h"

namespace pkit::app {

/// Of an agent that is registered. data: {ClientMachine, ran, runs: [{JobId, kind, store, Result, Message}], nextDue}.
/// Error{denied "job.failed"} where one was a Failure; {authentication "agent.session"} where it is given none. What
/// came of it is in its directory's session.json, also where it throws.
Outcome run_session(Context& context, const AgentOptions& o);

}  // namespace pkit::app
