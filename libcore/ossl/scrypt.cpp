#include "ossl/scrypt.h"

#include "ossl/ossl.h"

namespace pkit::ossl {

Bytes scrypt(const Secret& password, BytesView salt) {
  constexpr std::uint64_t n = 1 << 15, r = 8, p = 1;
  constexpr std::uint64_t memory = 2 * 128 * r * n;  // twice what it takes
  start();
  Bytes hash(32);
  ok(EVP_PBE_scrypt(password.reveal().data(), password.reveal().size(), salt.data(), salt.size(), n, r, p, memory,
                    hash.data(), hash.size()),
     "hashing a password");
  return hash;
}

}  // namespace pkit::ossl
