// Requests and keys as the Values that users and handlers read.
#pragma once

#include "base/value.h"
#include "x509/csr.h"

namespace pkit {

/// {sha256, subject, cn, sans, dns, ip, email, uri, key, signature, requested, attributes}: how pkit tells of a CSR
/// anywhere.
Value describe_csr(const x509::Csr& csr);
Value describe_key(const x509::PublicKey& key);

}  // namespace pkit
