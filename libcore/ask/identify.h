// identity-from-cert: who a certificate says that its holder is, once the certificate itself is believed.
#pragma once

#include <string>

#include "ask/validate_certificate.h"
#include "base/table.h"
#include "identity/map.h"

namespace pkit {

namespace shape {
extern const Shape identified;
}

struct IdentifyRequest {
  NamedContent file;
  identity::Map map;
};

/// Nothing is verified, and the outcome says so. data: {file, verified:false, certificate, identity|null}. Exit 0, or 3
/// where a name is ambiguous or ill-formed.
Outcome read_identity(const IdentifyRequest& request);
/// Of a certificate that validate-cert accepts; else its faults, and then nothing of it is told.
Outcome verified_identity(const IdentifyRequest& request, path::Validator& validator, const path::Question& question);
/// The same of one that this home issued, whose status is what the state says: Error{denied "identity.foreign" |
/// "identity.revoked"} too.
Outcome identity_of_issued(const ReadSession& session, const IdentifyRequest& request, path::Validator& validator,
                           const path::Question& question);

}  // namespace pkit
