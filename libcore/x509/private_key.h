// Private keys: made, read from PKCS#8 (plain or encrypted, PEM), written, and signed with. Move-only.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/pieces.h"
#include "x509/key.h"

namespace pkit::x509 {

/// AlgorithmIdentifier (whole DER) with which a key of this kind signs here: SHA-256 (P-384: SHA-384, P-521: SHA-512;
/// RSA-PSS: what the key's parameters say, and a salt as long as the digest or longer where they demand it), or
/// Ed25519. For a key that is taken.
Bytes signing_algorithm(const PublicKey& key);

class PrivateKey {
 public:
  /// `word` is one of key_words() without "+": "ec-p256", "rsa-3072", ... Error{usage "key.word"}.
  static PrivateKey generate(std::string_view word);
  /// PEM "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", or DER of one of them.
  /// Error{config "key.passphrase"} for a wrong or missing passphrase, Error{input "key.file"} for anything else; never
  /// quotes content. The public half is derived and judged.
  static PrivateKey read(std::string_view pem, const Secret& passphrase, const std::string& name);
  /// Does this file need a passphrase?
  static bool is_encrypted(std::string_view file);

  PrivateKey(PrivateKey&&) noexcept;
  PrivateKey& operator=(PrivateKey&&) noexcept;
  ~PrivateKey();

  const PublicKey& public_key() const;
  /// PKCS#8 PEM: PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA256 where `passphrase` is not empty. A passphrase of 43 or
  /// more characters as random_passphrase() makes them gets few iterations (it needs no slow KDF), any other 600,000.
  Secret to_pem(const Secret& passphrase) const;

  /// That of its public_key(), which sign() uses.
  const Bytes& signature_algorithm() const;
  Bytes sign(BytesView message) const;
  /// The same of a message that comes in pieces. Ed25519 reads its message twice, so that it is held whole for it.
  Bytes sign_pieces(const Pieces& message) const;

  /// What make_envelope() of envelope.h closed for this key; Error{input "vault.wrap"} for anything else.
  Secret unwrap(BytesView envelope) const;

 private:
  struct Impl;
  explicit PrivateKey(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The types of keys that commands offer to make.
const std::vector<std::string>& new_key_words();

}  // namespace pkit::x509
