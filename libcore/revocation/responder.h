// The responder of an issuer key in the home: its key and certificate are one file, which a timer replaces.
#pragma once

#include <optional>

#include "authority/responder.h"
#include "revocation/crl_issuers.h"

namespace pkit {

/// ca/ocsp-KEYID.pem: the key, encrypted as the authority's are, and the certificate.
Path responder_file(const Home& home, const CrlIssuer& issuer);

/// The one that is there and good at `now`; nothing where there is none. Error{config "authority.key" |
/// "authority.passphrase" | "key.passphrase"} where its key cannot be had, {state "file.secret"}.
std::optional<authority::Responder> find_responder(const Session& session, const CrlIssuer& issuer, Time now);

/// The one that is there where more than half of its time is left, else a new one: recorded, with an event, before its
/// file appears. Nothing where the issuer's key is not here.
std::optional<authority::Responder> renewed_responder(Session& session, const CrlIssuer& issuer, Time now);

/// Where the issuer's key lies, of the places where it may; nothing where it is nowhere here.
std::optional<authority::KeyPlace> key_place_of(const CrlIssuer& issuer);

}  // namespace pkit
