// Who answers for an issuer that is asked about its certificates (RFC 6960 4.2.2.2): a key and certificate of its own,
// for a week at most. What is made here can do nothing else.
#pragma once

#include "base/world.h"
#include "x509/certificate.h"
#include "x509/private_key.h"

namespace pkit::authority {

constexpr Duration kResponderLife = 7LL * 24 * 3600 * 1000;

struct Responder {
  x509::PrivateKey key;
  x509::Certificate certificate;
};

/// A new P-256 key, and a certificate for it by `issuer`, whose key `issuer_key` is: OCSPSigning alone, no names but
/// its own, and nobody asks whether it is revoked (ocsp-nocheck). It ends no later than its issuer. Error{internal
/// "authority.lint"}.
Responder make_responder(const x509::Certificate& issuer, const x509::PrivateKey& issuer_key, const World& world,
                         Time now);

}  // namespace pkit::authority
