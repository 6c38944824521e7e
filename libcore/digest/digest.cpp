// SHA-256 by libcrypto's low-level functions. SHA256() and EVP would fetch from a provider, which costs a cold process
// about a millisecond; these touch no global state at all.
#include "digest/digest.h"

// Deprecated since OpenSSL 3.0 in favour of EVP, for the very reason that we use them: no provider is involved.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <openssl/sha.h>

#include "ossl/ossl.h"

namespace pkit::digest {

Digest sha256(BytesView data) {
  SHA256_CTX context;
  Digest out;
  ossl::ok(SHA256_Init(&context), "starting SHA-256");
  ossl::ok(SHA256_Update(&context, data.data(), data.size()), "hashing with SHA-256");
  ossl::ok(SHA256_Final(out.data(), &context), "finishing SHA-256");
  return out;
}

Digest sha256(std::string_view text) { return sha256(as_bytes(text)); }

std::string sha256_hex(BytesView data) { return to_hex(sha256(data)); }

std::string sha256_hex(std::string_view text) { return to_hex(sha256(text)); }

}  // namespace pkit::digest
