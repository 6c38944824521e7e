#include "ossl/aead.h"

#include "base/error.h"
#include "ossl/ossl.h"

namespace pkit::ossl {

namespace {

constexpr const char* kSealing = "sealing";
constexpr const char* kOpening = "opening what is sealed";

using CipherContext = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using Cipher = Owned<EVP_CIPHER, EVP_CIPHER_free>;

CipherContext keyed(const Cipher& cipher, BytesView key, int encrypt) {
  CipherContext context(need(EVP_CIPHER_CTX_new(), kSealing));
  ok(EVP_CipherInit_ex2(context.get(), cipher.get(), key.data(), nullptr, encrypt, nullptr), kSealing);
  return context;
}

/// A new message under the key that the context has.
void begin(EVP_CIPHER_CTX* context, BytesView nonce, BytesView associated, const char* doing) {
  constexpr int as_before = -1;
  if (nonce.size() != kAeadNonceSize) throw Error(Kind::internal, "internal", "a nonce has 12 octets");
  ok(EVP_CipherInit_ex2(context, nullptr, nullptr, nonce.data(), as_before, nullptr), doing);
  int written = 0;
  ok(EVP_CipherUpdate(context, nullptr, &written, associated.data(), static_cast<int>(associated.size())), doing);
}

/// The whole message; the cipher is a stream, so that what goes in comes out.
void update(EVP_CIPHER_CTX* context, BytesView in, std::uint8_t* out, const char* doing) {
  int written = 0;
  ok(EVP_CipherUpdate(context, out, &written, in.data(), static_cast<int>(in.size())), doing);
}

}  // namespace

struct Aead::Impl {
  Cipher cipher{need(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr), kSealing)};
  CipherContext sealing, opening;
};

Aead::Aead(const Secret& key) {
  start();
  const BytesView octets = as_bytes(key.reveal());
  if (octets.size() != kAeadKeySize) throw Error(Kind::internal, "internal", "a key of AES-256 has 32 octets");
  impl_ = std::make_unique<Impl>();
  impl_->sealing = keyed(impl_->cipher, octets, 1);
  impl_->opening = keyed(impl_->cipher, octets, 0);
}

Aead::Aead(Aead&&) noexcept = default;
Aead& Aead::operator=(Aead&&) noexcept = default;
Aead::~Aead() = default;

void Aead::seal(BytesView nonce, BytesView associated, BytesView plain, std::span<std::uint8_t> sealed) {
  if (sealed.size() != plain.size() + kAeadTagSize) throw Error(Kind::internal, "internal", "no room for the tag");
  EVP_CIPHER_CTX* context = impl_->sealing.get();
  begin(context, nonce, associated, kSealing);
  update(context, plain, sealed.data(), kSealing);
  std::uint8_t* tag = sealed.data() + plain.size();
  int none = 0;
  ok(EVP_CipherFinal_ex(context, tag, &none), kSealing);
  ok(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, kAeadTagSize, tag), kSealing);
}

bool Aead::open(BytesView nonce, BytesView associated, BytesView sealed, std::span<std::uint8_t> plain) {
  if (sealed.size() != plain.size() + kAeadTagSize) return false;
  EVP_CIPHER_CTX* context = impl_->opening.get();
  begin(context, nonce, associated, kOpening);
  update(context, sealed.first(plain.size()), plain.data(), kOpening);
  Bytes tag(sealed.end() - kAeadTagSize, sealed.end());
  ok(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, kAeadTagSize, tag.data()), kOpening);
  std::uint8_t nothing[kAeadTagSize];
  int none = 0;
  if (EVP_CipherFinal_ex(context, nothing, &none) == 1) return true;
  wipe(plain.data(), plain.size());
  forget_errors();
  return false;
}

}  // namespace pkit::ossl
