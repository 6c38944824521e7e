// In which of its forms a private key lies in a PEM file, and the same form for another key.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "x509/private_key.h"

namespace pkit::x509 {

/// `traditional` is PKCS#1 for RSA and SEC 1 for EC; other keys have PKCS#8 alone.
enum class KeyForm { pkcs8, encrypted_pkcs8, traditional, encrypted_traditional };

/// Of a PEM block with its boundaries; the label alone tells.
KeyForm key_form(std::string_view label, std::string_view block);
/// "PKCS#8", "encrypted PKCS#8", "PKCS#1 or SEC 1", ...
const char* key_form_word(KeyForm form);

/// PEM in this form, as far as the key has it. What is encrypted in the old way (OpenSSL's DEK-Info) becomes encrypted
/// PKCS#8, for that way is weak. `passphrase` is needed for what is encrypted.
Secret key_in_form(const PrivateKey& key, KeyForm form, const Secret& passphrase);

}  // namespace pkit::x509
