// What was settled before is answered again as it is now, and nothing is decided or written.
#pragma once

#include "decision/caller.h"

namespace pkit {

/// A stored certificate as the present answer of the issue that made it: handed out where it is valid and its
/// orchestrator may have it, else Error{conflict} in the outcome.
Outcome present_issued(const ReadSession& session, const PrincipalKind& kind, const store::Certificate& certificate,
                       const store::Principal& principal, Time now);

/// An item of a batch that an earlier run settled; nothing where it is still to be decided. One whose CSR was issued to
/// another name or by another profile than is asked for now has Error{conflict "batch.differs"}.
std::optional<Outcome> settled_before(const ReadSession& session, const Intake& intake, const Caller& caller);

}  // namespace pkit
