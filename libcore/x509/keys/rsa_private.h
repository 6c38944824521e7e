// RSAPrivateKey (RFC 8017 A.1.2): read, checked with cheap arithmetic, and handed to libcrypto. Internal to x509/.
#pragma once

#include "base/bytes.h"
#include "ossl/ossl.h"
#include "x509/der.h"

namespace pkit::x509 {

struct RsaPrivate {
  ossl::Key key;
  Bytes public_key;  // RSAPublicKey (RFC 8017 A.1.1)
};

/// `key` holds the structure in its content. Error{input} for numbers that do not fit together: n = pq, d and the CRT
/// numbers are inverses as they must be. That p and q are prime is not checked, which would take a second.
RsaPrivate read_rsa_private(const der::Element& key);

}  // namespace pkit::x509
