// identity-from-cert: who a certificate says that its holder is, once the certificate itself is believed.
#pragma once

#include <string>

#include "home/session.h"
#include "identity/map.h"

namespace pkit {

struct IdentifyRequest {
  std::string content, name;  // a certificate's file, and what to call it
  identity::Map map;
};

/// Nothing is verified, and the outcome says so. data: {file, verified:false, certificate, identity|null}. Exit 0, or 3
/// where a name is ambiguous or ill-formed.
Outcome read_identity(const IdentifyRequest& request);
/// Only of a certificate that this home issued, that is within its validity and not revoked: Error{denied
/// "identity.foreign" | "identity.time" | "identity.revoked"}, and then nothing of it is told.
Outcome identity_of_issued(Session& session, const IdentifyRequest& request);

}  // namespace pkit
