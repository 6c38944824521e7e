// PKCS#12: whatever opens holds a key that can be read and a certificate that libcrypto decodes, and every refusal is
// one of its contract. The MAC keeps most bytes out; the corpus holds files that pass it.
#include "x509/pkcs12.h"

#include "targets.h"
#include "x509/private_key.h"

namespace pkit::fuzz {

int fuzz_pkcs12(BytesView bytes) {
  const Secret password("secret");
  for (const char* alias : {"", "ALPHA"}) {
    const auto opened = accepted({"key."}, [&] { return x509::open_pkcs12(bytes, password, alias); });
    if (!opened) continue;
    PROMISE(x509::is_pkcs12(bytes));
    PROMISE(!opened->certificate.empty());
    accepted({"key."}, [&] { return x509::PrivateKey::read(opened->key_pem.reveal(), {}, "key"); });
  }
  return 0;
}

}  // namespace pkit::fuzz
