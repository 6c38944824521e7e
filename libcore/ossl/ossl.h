// Owning OpenSSL handles: the only place that frees, and the only place that reads libcrypto's error queue.
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "base/bytes.h"

namespace pkit::ossl {

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* p) const noexcept {
    Free(p);
  }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, Deleter<Free>>;

using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using Bio = Owned<BIO, BIO_free_all>;
using Number = Owned<BIGNUM, BN_clear_free>;
using Certificate = Owned<X509, X509_free>;
using Encrypted = Owned<X509_SIG, X509_SIG_free>;
using Pkcs8 = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

/// Throws Error{internal "crypto"} with "doing: <first entry of the queue>" and empties the queue.
[[noreturn]] void fail(const char* doing);

template <class T>
T* need(T* p, const char* doing) {
  if (!p) fail(doing);
  return p;
}
/// For calls that answer 1 for success and anything else for failure.
inline void ok(int rc, const char* doing) {
  if (rc != 1) fail(doing);
}

/// DER of a secret object by its i2d function; libcrypto's own copy is wiped.
template <class Encode, class T>
Secret secret_der(Encode encode, const T* object) {
  unsigned char* buffer = nullptr;
  const int size = encode(object, &buffer);
  if (size <= 0) fail("encoding a private key");
  Secret out(std::string(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(size)));
  OPENSSL_clear_free(buffer, static_cast<std::size_t>(size));
  return out;
}

/// Initialises libcrypto without its configuration file, error strings or exit handler; call it before the first use.
void start();

/// Makes the ciphers known by name and OID that files of other programs are encrypted with; call it before reading one.
void know_old_ciphers();
/// After a failure: does libcrypto lack the algorithm, as it lacks those of its legacy provider? Empties the queue.
bool only_legacy() noexcept;

/// Empties the queue after a call whose failure was an answer and not an error.
void forget_errors() noexcept;

}  // namespace pkit::ossl
