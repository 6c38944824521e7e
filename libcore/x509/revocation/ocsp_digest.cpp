// The digests that name issuers in OCSP requests (RFC 6960 4.1.1).
#include "x509/revocation/ocsp_digest.h"

#include <openssl/evp.h>

#include "base/error.h"
#include "ossl/ossl.h"
#include "x509/der.h"
#include "x509/ocsp.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

struct KnownDigest {
  const char* word;
  oid::Oid oid;
  const EVP_MD* (*algorithm)();
};
constexpr KnownDigest kDigests[] = {{"sha1", oid::kSha1, EVP_sha1},
                                    {"sha256", oid::kSha256, EVP_sha256},
                                    {"sha384", oid::kSha384, EVP_sha384},
                                    {"sha512", oid::kSha512, EVP_sha512}};

}  // namespace

std::string ocsp_digest_word(std::string_view name) {
  for (const KnownDigest& known : kDigests)
    if (known.oid == name) return known.word;
  return {};
}

Bytes ocsp_digest(const std::string& word, BytesView data) {
  for (const KnownDigest& known : kDigests) {
    if (word != known.word) continue;
    Bytes digest(static_cast<std::size_t>(EVP_MD_get_size(known.algorithm())));
    ossl::ok(EVP_Digest(data.data(), data.size(), digest.data(), nullptr, known.algorithm(), nullptr), "hashing");
    return digest;
  }
  throw Error(Kind::internal, "internal", "no digest of OCSP: " + word);
}

}  // namespace pkit::x509
