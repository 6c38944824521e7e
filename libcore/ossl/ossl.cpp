// libcrypto is started without its configuration, and its error queue becomes one Error.
#include "ossl/ossl.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/rand.h>

#include "base/error.h"

namespace pkit::ossl {

namespace {

using Digest = const EVP_MD* (*)();

// All that OpenSSL has by OPENSSL_INIT_ADD_ALL_DIGESTS but MDC2.
constexpr Digest kDigests[] = {
    EVP_md4,      EVP_md5,        EVP_md5_sha1,   EVP_sha1,      EVP_sha224,     EVP_sha256,     EVP_sha384,
    EVP_sha512,   EVP_sha512_224, EVP_sha512_256, EVP_sha3_224,  EVP_sha3_256,   EVP_sha3_384,   EVP_sha3_512,
    EVP_shake128, EVP_shake256,   EVP_ripemd160,  EVP_whirlpool, EVP_blake2b512, EVP_blake2s256, EVP_sm3};

/// The digests by their old names, by which signatures of certificates, PKCS#12 and CMS find them. What is fetched
/// first takes all those names over into a table of the new ones, name by name; so the cheapest thing is fetched before
/// they are there; bench/README.md has what that saves.
bool add_digests() {
  EVP_KEM_free(EVP_KEM_fetch(nullptr, "RSA", nullptr));
  for (const Digest digest : kDigests)
    if (EVP_add_digest(digest()) != 1) return false;
  return true;
}

}  // namespace

void fail(const char* doing) {
  std::string what = doing;
  if (const unsigned long first = ERR_get_error(); first != 0) {
    // Without the texts, which are not loaded, it is a number that `openssl errstr` explains.
    char text[256];
    ERR_error_string_n(first, text, sizeof text);
    what = what + ": " + text;
  }
  forget_errors();
  throw Error(Kind::internal, "crypto", what);
}

void start() {
  // OPENSSL_CONF and the system's openssl.cnf can load modules and change algorithms: they never have a say here.
  // Ciphers are found by fetching them; the table of the old names of all of them would only be filled. But one that is
  // fetched learns its OID from that table, which PKCS#12 and CMS ask for, so that the ciphers of our files are there.
  // The default generator of randomness, CTR-DRBG, has all ciphers fetched; HASH-DRBG (NIST SP 800-90A 10.1.1) one
  // digest.
  static const bool started =
      OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_ATEXIT |
                              OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS,
                          nullptr) == 1 &&
      add_digests() && EVP_add_cipher(EVP_aes_256_cbc()) == 1 && EVP_add_cipher(EVP_aes_256_gcm()) == 1 &&
      EVP_add_cipher(EVP_aes_256_wrap()) == 1 &&
      RAND_set_DRBG_type(nullptr, "HASH-DRBG", nullptr, nullptr, "SHA256") == 1;
  if (!started) throw Error(Kind::internal, "crypto", "libcrypto does not start");
}

void know_old_ciphers() {
  static const bool known = EVP_add_cipher(EVP_des_ede3_cbc()) == 1 && EVP_add_cipher(EVP_aes_128_cbc()) == 1 &&
                            EVP_add_cipher(EVP_aes_192_cbc()) == 1 && EVP_add_cipher(EVP_des_cbc()) == 1 &&
                            EVP_add_cipher(EVP_rc2_40_cbc()) == 1;
  if (!known) throw Error(Kind::internal, "crypto", "libcrypto has not got its ciphers");
}

bool only_legacy() noexcept {
  bool unsupported = false;
  while (const unsigned long error = ERR_get_error())
    unsupported = unsupported || ERR_GET_REASON(error) == ERR_R_UNSUPPORTED;
  return unsupported;
}

void forget_errors() noexcept { ERR_clear_error(); }

}  // namespace pkit::ossl
