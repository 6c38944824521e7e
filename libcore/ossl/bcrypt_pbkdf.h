// bcrypt_pbkdf: how OpenSSH makes the key of an encrypted private key from a passphrase. libcrypto has neither it nor a
// Blowfish whose key schedule can be salted, and what Debian has of it is inside of programs.
#pragma once

#include "base/bytes.h"

namespace pkit::ossl {

/// `size` octets, at most 64; `rounds` make it slow. Several tenths of a second for those of OpenSSH.
Secret bcrypt_pbkdf(const Secret& passphrase, BytesView salt, int rounds, std::size_t size);

}  // namespace pkit::ossl
