#include "vault/wrap.h"

#include <utility>

#include "base/error.h"
#include "base/framed.h"
#include "ossl/aead.h"
#include "x509/envelope.h"

namespace pkit::vault {

namespace {

constexpr std::string_view kWrapLabel = "pkit-vault-wrap-v1";

Bytes signed_bytes(const Bytes& envelope, const ObjectVersion& object) {
  return Framed(kWrapLabel).field(object.vault).field(object.name).number(object.version).field(envelope).bytes();
}

bool signed_by(const Wrap& wrap, const ObjectVersion& object, const x509::PrivateKey& owner) {
  std::vector<Fault> faults;
  const auto algorithm = x509::read_signature_algorithm(owner.signature_algorithm(), faults);
  return x509::verify(owner.public_key(), algorithm, signed_bytes(wrap.envelope, object), wrap.signature);
}

}  // namespace

Secret new_object_key(const World& world) {
  std::string key(ossl::kAeadKeySize, '\0');
  world.random({reinterpret_cast<std::uint8_t*>(key.data()), key.size()});
  return Secret(std::move(key));
}

Wrap wrap(const Secret& object_key, const ObjectVersion& object, const x509::PrivateKey& owner) {
  Wrap made;
  made.envelope = x509::make_envelope(as_bytes(object_key.reveal()), owner.public_key());
  made.signature = owner.sign(signed_bytes(made.envelope, object));
  return made;
}

Secret unwrap(const Wrap& wrap, const ObjectVersion& object, const x509::PrivateKey& owner) {
  if (!signed_by(wrap, object, owner))
    throw Error(Kind::input, "vault.wrap", "the wrapped key is not signed by this key for this object and version");
  Secret key = owner.unwrap(wrap.envelope);
  if (key.reveal().size() != ossl::kAeadKeySize)
    throw Error(Kind::input, "vault.wrap", "the wrapped key has not 32 octets");
  return key;
}

}  // namespace pkit::vault
