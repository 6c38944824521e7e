// Signs with one key, keeping libcrypto's contexts from one signature to the next. Internal to x509/.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/pieces.h"
#include "ossl/ossl.h"
#include "x509/keys/key_material.h"

namespace pkit::x509 {

class Signer {
 public:
  /// Keeps a reference: `material` must outlive it.
  explicit Signer(const KeyMaterial& material);

  /// AlgorithmIdentifier of its signatures.
  const Bytes& algorithm() const { return algorithm_; }
  /// May be called by several threads at once.
  Bytes sign(BytesView message) const;
  /// The same of a message that comes in pieces.
  Bytes sign_pieces(const Pieces& message) const;

 private:
  ossl::KeyContext take_context() const;
  void give_back(ossl::KeyContext context) const;
  ossl::KeyContext make_context() const;
  Bytes sign_digest(BytesView digest) const;
  Bytes sign_ed25519(BytesView message) const;

  const KeyMaterial& material_;
  Bytes algorithm_;
  const EVP_MD* digest_;  // none that is used for Ed25519
  mutable std::mutex mutex_;
  mutable std::vector<ossl::KeyContext> idle_;  // one for each thread that ever signed at the same time
};

}  // namespace pkit::x509
