// Fields to a signed certificate: built, linted, signed; and the signature verified. Internal to authority/: only a
// mandate (authority.cpp), a ceremony (ceremony.cpp) and a responder (responder.cpp) bring fields here.
#pragma once

#include <string>
#include <vector>

#include "x509/certificate.h"
#include "x509/private_key.h"

namespace pkit::authority {

constexpr Duration kSecond = 1000;
constexpr Duration kBackdated = 60 * kSecond;  // for clients whose clock is a little behind

/// Codes of the lint that come with what must be copied, from an issuer or from a former certificate.
using Inherited = std::vector<std::string>;

/// It has a key identifier, of no octets.
bool has_empty_key_id(const x509::Certificate& ca);

/// Names `issuer` in `fields`: its subject byte for byte (RFC 5280 4.1.2.4) and its key identifier (4.2.1.1); where it
/// has none the one that it would have by our method; none where it has one without octets, which nothing can match.
void name_issuer(const x509::Certificate& issuer, x509::CertificateFields& fields);
/// What a certificate by this issuer cannot have right.
Inherited inherited_faults(const x509::Certificate& issuer);

/// Signs `fields` with `key`. Error{internal "authority.lint"} with every finding as a detail where what would be
/// signed breaks a rule that is not inherited: nothing has been signed then.
x509::Certificate sign_clean(const x509::CertificateFields& fields, const x509::PrivateKey& key,
                             const Inherited& inherited = {});

/// Error{internal "authority.signature"} where a signature just made does not verify, as after a fault in the machine.
void require_verifies(const x509::Certificate& certificate, const x509::PublicKey& key);

/// Both of them, for what is rarely made.
x509::Certificate seal(const x509::CertificateFields& fields, const x509::PrivateKey& key,
                       const Inherited& inherited = {});

}  // namespace pkit::authority
