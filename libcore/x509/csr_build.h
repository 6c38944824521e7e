// A PKCS#10 request over a key of ours (RFC 2986), so that what pkit makes itself comes through the same door as any
// other.
#pragma once

#include <vector>

#include "x509/name.h"
#include "x509/private_key.h"
#include "x509/san.h"

namespace pkit::x509 {

/// DER, self-signed, with an extensionRequest where there are SANs.
Bytes build_csr(const PrivateKey& key, const Name& subject, const std::vector<San>& sans);

}  // namespace pkit::x509
