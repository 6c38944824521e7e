// What a plain PKCS#8 structure means: a key that can sign, and its public half. Internal to x509/.
#pragma once

#include "base/bytes.h"
#include "ossl/ossl.h"
#include "x509/key.h"

namespace pkit::x509 {

struct KeyMaterial {
  ossl::Key key;
  PublicKey public_key;
};

/// The public half is computed from the private one, compared with what the file says of it, and judged as a CSR's key
/// would be. An RSA key's numbers must fit together. Error{input} that never quotes content.
KeyMaterial key_material(BytesView pkcs8);

}  // namespace pkit::x509
