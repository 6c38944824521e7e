// The recipient's side of envelope.h. Internal to x509/.
#pragma once

#include "base/bytes.h"
#include "x509/keys/key_material.h"

namespace pkit::x509 {

/// What make_envelope() closed; Error{input "vault.wrap"} for what is not such a structure, or is not for this key.
Secret open_envelope(BytesView envelope, const KeyMaterial& key);

}  // namespace pkit::x509
