// PKCS#8 private keys as files hold them: from PEM to the plain structure and back. Internal to x509/.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace pkit::x509 {

/// DER of the plain PrivateKeyInfo (RFC 5958) in this PEM or DER; the older SEC 1 and PKCS#1 forms are wrapped into
/// one. Encrypted by PBES2 with PBKDF2 or scrypt, by PBES1, or as OpenSSL did before ("DEK-Info"), as far as
/// libcrypto's default provider goes. Blocks of other labels (certificates, EC PARAMETERS) are skipped. Error{config
/// "key.passphrase"} for a wrong or missing passphrase, Error{input "key.file"} for anything else.
Secret pkcs8_from_pem(std::string_view pem, const Secret& passphrase);

/// DER of the AlgorithmIdentifier of something encrypted under a password (PBES1, PBES2, PKCS#12's own), or of a
/// PBMAC1. Answers the work of opening it, as iterations of PBKDF2. Error{input "key.file"} where that is more than a
/// file may demand.
std::int64_t require_bearable_encryption(BytesView algorithm);

/// Does this key need a passphrase?
bool is_encrypted_key(std::string_view file);

/// PEM "PRIVATE KEY", or "ENCRYPTED PRIVATE KEY" where there is a passphrase.
Secret pkcs8_to_pem(const Secret& pkcs8, const Secret& passphrase);

/// How often PBKDF2 iterates for this passphrase: 600,000, but 2,048 where it has 256 random bits by its form.
int pbkdf2_iterations(std::string_view passphrase);

}  // namespace pkit::x509
