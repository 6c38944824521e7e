// AES-256-GCM (NIST SP 800-38D) under one key, for many messages: the key is expanded once.
#pragma once

#include <memory>

#include "base/bytes.h"

namespace pkit::ossl {

inline constexpr std::size_t kAeadKeySize = 32, kAeadNonceSize = 12, kAeadTagSize = 16;

class Aead {
 public:
  /// `key` has 32 octets. The caller never seals twice under one key and nonce.
  explicit Aead(const Secret& key);
  Aead(Aead&&) noexcept;
  Aead& operator=(Aead&&) noexcept;
  ~Aead();

  /// Ciphertext and then the tag into `sealed`, which has room for exactly that: 16 octets more than `plain`.
  void seal(BytesView nonce, BytesView associated, BytesView plain, std::span<std::uint8_t> sealed);
  /// The plain text into `plain`, which has room for exactly that. False where anything differs from what was sealed;
  /// `plain` is wiped then.
  bool open(BytesView nonce, BytesView associated, BytesView sealed, std::span<std::uint8_t> plain);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pkit::ossl
