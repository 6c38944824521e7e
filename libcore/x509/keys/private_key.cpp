// Private keys: made, read, written, and signed with.
#include "x509/private_key.h"

#include "base/error.h"
#include "x509/keys/envelope_open.h"
#include "x509/keys/generate.h"
#include "x509/keys/key_material.h"
#include "x509/keys/pkcs8.h"
#include "x509/keys/signer.h"
#include "x509/new_keys.h"

namespace pkit::x509 {

struct PrivateKey::Impl {
  Secret pkcs8;  // as it came, so that what is written says what was read
  KeyMaterial material;
  Signer signer;

  explicit Impl(Secret plain)
      : pkcs8(std::move(plain)), material(key_material(as_bytes(pkcs8.reveal()))), signer(material) {}
};

PrivateKey::PrivateKey(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;
PrivateKey::~PrivateKey() = default;

PrivateKey PrivateKey::generate(std::string_view word) {
  ossl::start();
  // A new key goes through the same door as one that is read, so that nothing is taken on trust.
  return PrivateKey(std::make_unique<Impl>(generate_pkcs8(word)));
}

PrivateKey PrivateKey::read(std::string_view pem, const Secret& passphrase, const std::string& name) {
  ossl::start();
  try {
    return PrivateKey(std::make_unique<Impl>(pkcs8_from_pem(pem, passphrase)));
  } catch (const Error& e) {
    if (e.kind() != Kind::input) throw e.within(name);
    throw Error(Kind::input, "key.file", name + ": " + e.what(), e.hint());
  }
}

bool PrivateKey::is_encrypted(std::string_view file) { return is_encrypted_key(file); }

const PublicKey& PrivateKey::public_key() const { return impl_->material.public_key; }

Secret PrivateKey::to_pem(const Secret& passphrase) const { return pkcs8_to_pem(impl_->pkcs8, passphrase); }

const Bytes& PrivateKey::signature_algorithm() const { return impl_->signer.algorithm(); }

Bytes PrivateKey::sign(BytesView message) const { return impl_->signer.sign(message); }

Bytes PrivateKey::sign_pieces(const Pieces& message) const { return impl_->signer.sign_pieces(message); }

Secret PrivateKey::unwrap(BytesView envelope) const { return open_envelope(envelope, impl_->material); }

const std::vector<std::string>& new_key_words() {
  static const std::vector<std::string> words = kNewKeyWords.list();
  return words;
}

}  // namespace pkit::x509
