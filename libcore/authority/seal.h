// Fields to a signed certificate: built, linted, signed; and the signature verified. Internal to authority/: only a
// mandate (authority.cpp), a ceremony (ceremony.cpp) and a responder (responder.cpp) bring fields here.
#pragma once

#include "x509/certificate.h"
#include "x509/private_key.h"

namespace pkit::authority {

constexpr Duration kSecond = 1000;
constexpr Duration kBackdated = 60 * kSecond;  // for clients whose clock is a little behind

/// Signs `fields` with `key`. Error{internal "authority.lint"} with every finding as a detail where what would be
/// signed breaks a rule: nothing has been signed then.
x509::Certificate sign_clean(const x509::CertificateFields& fields, const x509::PrivateKey& key);

/// Error{internal "authority.signature"} where a signature just made does not verify, as after a fault in the machine.
void require_verifies(const x509::Certificate& certificate, const x509::PublicKey& key);

/// Both of them, for what is rarely made.
x509::Certificate seal(const x509::CertificateFields& fields, const x509::PrivateKey& key);

}  // namespace pkit::authority
