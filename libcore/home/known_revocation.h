// What a home's state knows of CAs that were revoked: no CRL has to be at hand for it.
#pragma once

#include <string>

#include "store/database.h"
#include "x509/certificate.h"

namespace pkit {

/// Why this certificate, signed by `issuer`, is revoked, in words; empty where the state does not say that it is.
std::string known_revocation(store::Reader& state, const x509::Certificate& ca, const x509::Certificate& issuer);

}  // namespace pkit
