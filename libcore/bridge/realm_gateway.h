// The certificate generation procedure of a realm as a gateway to another CA (D20, D21): what it is asked for is
// written down before, and what comes back is judged.
#pragma once

#include <memory>

#include "authority/gateway.h"
#include "home/session.h"
#include "setup/setup.h"

namespace pkit {
struct Intake;
}

namespace pkit::bridge {

/// For PrincipalKind::gateway: null where the realm has no such procedure, so that its authority signs itself.
std::shared_ptr<authority::Gateway> gateway_of(Session& session, const Setup& setup, const Intake& intake,
                                               const authority::Authority& opened);

/// By which a realm's CA knows an order: of one request id always the same; without one it is this run's alone.
std::string order_id(const Session& session, const std::string& request_id, BytesView csr_sha256);

}  // namespace pkit::bridge
