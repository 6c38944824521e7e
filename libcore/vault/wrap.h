// A wrap: the key of one version of an object, for the one key that may open it, and signed by it. Who owns the home's
// files knows the public key and could seal another content to it; the signature shows that the owner's key did.
#pragma once

#include "base/bytes.h"
#include "base/world.h"
#include "vault/sealed.h"
#include "x509/key.h"
#include "x509/private_key.h"

namespace pkit::vault {

struct Wrap {
  Bytes envelope;   // CMS, see x509/envelope.h
  Bytes signature;  // of the key that it is for, over the envelope and whose it is
};

/// 32 random octets for one version of one object.
Secret new_object_key(const World& world);
/// Error{denied "vault.key"} for a key that cannot receive.
Wrap wrap(const Secret& object_key, const ObjectVersion& object, const x509::PrivateKey& owner);
/// Error{input "vault.wrap"} where it is not for this key, not signed by it, or of another object or version.
Secret unwrap(const Wrap& wrap, const ObjectVersion& object, const x509::PrivateKey& owner);

}  // namespace pkit::vault
