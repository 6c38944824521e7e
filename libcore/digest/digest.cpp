// SHA-256 by libcrypto's low-level functions. SHA256() and EVP would fetch from a provider, which costs a cold process
// about a millisecond; these touch no global state at all.
#include "digest/digest.h"

#include "digest/running.h"

// Deprecated since OpenSSL 3.0 in favour of EVP, for the very reason that we use them: no provider is involved.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <openssl/sha.h>

#include "ossl/ossl.h"

namespace pkit::digest {

struct Running::Context {
  SHA256_CTX state;
};

Running::Running() : context_(std::make_unique<Context>()) {
  ossl::ok(SHA256_Init(&context_->state), "starting SHA-256");
}

Running::~Running() = default;

void Running::add(BytesView piece) {
  ossl::ok(SHA256_Update(&context_->state, piece.data(), piece.size()), "hashing with SHA-256");
}

Digest Running::finish() {
  Digest out;
  ossl::ok(SHA256_Final(out.data(), &context_->state), "finishing SHA-256");
  return out;
}

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

std::array<std::uint8_t, 20> sha1(BytesView data) {
  SHA_CTX context;
  std::array<std::uint8_t, 20> out;
  ossl::ok(SHA1_Init(&context), "starting SHA-1");
  ossl::ok(SHA1_Update(&context, data.data(), data.size()), "hashing with SHA-1");
  ossl::ok(SHA1_Final(out.data(), &context), "finishing SHA-1");
  return out;
}

std::string sha256_hex(std::string_view text) { return to_hex(sha256(text)); }

}  // namespace pkit::digest
