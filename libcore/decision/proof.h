// Proof: a fresh signature over one request, by the key of a certificate of this home.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/text.h"
#include "home/session.h"
#include "store/certificates.h"
#include "x509/certificate.h"

namespace pkit {

struct Proof {
  std::string request;  // canonical JSON of the request without its proof: what was signed
  Time time = 0;        // as that request says
  Bytes certificate;    // DER
  Bytes signature;
};

/// How far the time of a proven request may be from ours.
inline constexpr Duration kProofWindow = 5 * 60'000;

/// The 32 octets that the key signs: SHA-256 over "pkit-proof-v1", the 32 octets of the issuer's key_id, and the
/// request. The issuer is there so that a proof for one CA is none for another.
Bytes proof_message(BytesView issuer_key_id, std::string_view request);

/// Is that a signature of the certificate's key, as x509::PrivateKey::sign() makes one?
bool is_signed_by(const x509::Certificate& certificate, BytesView message, BytesView signature);

/// Takes each proof once and answers the fingerprint of the certificate whose key signed. Error{authentication
/// "proof.refused"} unless that certificate is one of `client_machine`'s, valid at `now`, and the signature is its
/// key's; {"proof.time"} where the request is more than five minutes from the real clock; {"proof.replayed"} where it
/// was taken before. A refusal leaves one small event, and a dry run nothing at all.
Bytes accept_proof(Session& session, const Proof& proof, const std::string& client_machine, Time now, bool dry_run);

/// The same for whoever holds the key of any certificate of this home: what became of that certificate is for the
/// caller to judge, and is told to nobody who does not hold the key.
store::Certificate accept_possession(Session& session, const Proof& proof, Time now, bool dry_run);

}  // namespace pkit
