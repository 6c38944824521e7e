// What OCSP says of a certificate, from the state.
#pragma once

#include <string_view>

#include "revocation/crl_issuers.h"
#include "x509/ocsp.h"

namespace pkit {

/// Also of what has ended: it was issued, and is still revoked if it was. Of what nobody here issued: unknown.
x509::OcspStatus ocsp_status(store::Read& read, const CrlIssuer& issuer, const x509::OcspId& id);
/// The same of a row.
x509::OcspStatus ocsp_status(Bytes id, std::optional<Time> revoked_at, std::string_view reason);

/// The home's issuers that can answer: those whose own key is or was here, and no CA above.
std::vector<CrlIssuer> ocsp_issuers(Session& session, const std::string& authority, Time now);

/// thisUpdate a minute back, and nextUpdate no later than the responder's end.
x509::OcspFields ocsp_times(Time now, Duration life, const x509::Certificate& responder);

}  // namespace pkit
