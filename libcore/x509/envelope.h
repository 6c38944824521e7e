// A short secret for one key's holder: CMS AuthEnvelopedData (RFC 5083, RFC 5652), which `openssl cms -decrypt` opens.
#pragma once

#include "base/bytes.h"
#include "x509/key.h"

namespace pkit::x509 {

/// Can CMS address this key? RSA by key transport and EC by key agreement; not RSA-PSS and Ed25519, which only sign.
bool can_receive(const PublicKey& key);

/// DER, which PrivateKey::unwrap() opens. The content is AES-256-GCM; its key is for the recipient, who is named by the
/// key's identifier (RFC 7093 method 1) and not by a certificate, so that renewals do not matter. RSA: OAEP with
/// SHA-256 and MGF1 of it. EC: ephemeral ECDH, X9.63 KDF with SHA-256, AES-256 key wrap. Every one of these is set
/// here, since libcrypto's defaults are SHA-1 and Triple DES. Error{denied "vault.key"} for a key that cannot receive.
Bytes make_envelope(BytesView secret, const PublicKey& recipient);

}  // namespace pkit::x509
