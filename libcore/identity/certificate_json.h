// A certificate as the one object that document D hands to its procedures (D26, D30).
#pragma once

#include "base/value.h"
#include "x509/certificate.h"

namespace pkit::identity {

/// {publicKey{base64,algorithm}, signature{base64,algorithm}, subjectUniqueId, version, issuer{dn,cn,uniqueId}, dn, cn,
/// valid{notBefore,notAfter}, serialNumber, base64}. Times are whole seconds since the epoch, negative before it; the
/// serial is BigInteger.toString(16)'s; names are X500Principal's RFC 2253; a common name is the most specific one;
/// unique ids are their octets in hexadecimal; what is absent is "".
Value certificate_json(const x509::Certificate& certificate);

}  // namespace pkit::identity
