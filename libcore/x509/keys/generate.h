// New key pairs, as PKCS#8. Internal to x509/.
#pragma once

#include <string_view>

#include "base/bytes.h"

namespace pkit::x509 {

/// DER of a plain PrivateKeyInfo. `word` is one of key_words() that names one kind of key; else Error{usage
/// "key.word"}.
Secret generate_pkcs8(std::string_view word);

}  // namespace pkit::x509
