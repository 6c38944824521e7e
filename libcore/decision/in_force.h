// May somebody still act by a certificate of this home?
#pragma once

#include "home/session.h"
#include "store/certificates.h"

namespace pkit {

/// Error{authentication "certificate.revoked"} where it is revoked.
void require_not_revoked(const store::Certificate& certificate);
/// The same, and {"key.compromised"} where its key is known to others.
void require_not_revoked(const ReadSession& session, const store::Certificate& certificate);
/// Error{authentication "certificate.expired" | "certificate.early"} where it is not in force at `now`; after its end
/// it may be so for `grace`.
void require_in_force(const store::Certificate& certificate, Time now, Duration grace);

}  // namespace pkit
