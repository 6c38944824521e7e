// The last CRLs of a CA that was made elsewhere: what it revoked stays revoked, and its numbers go on.
#pragma once

#include <string>
#include <vector>

#include "x509/certificate.h"
#include "x509/crl_read.h"

namespace pkit::authority {

struct ImportedCrl {
  x509::Certificate issuer;  // of the chain; its key signed
  x509::Crl crl;             // complete: no delta, and of no partial scope
  Bytes number;              // unsigned magnitude, up to 20 octets; empty where it has none
};

/// Every CRL in `content`, PEM or DER, each by who signed it. `chain` begins with the CA that is taken over.
/// Error{input "import.crl"} for one that nobody of the chain signed, that is a delta or partial, or that has a
/// critical extension which pkit does not know; {input "crl.*"} where it is malformed.
std::vector<ImportedCrl> import_crls(const std::string& content, const std::vector<x509::Certificate>& chain);

}  // namespace pkit::authority
