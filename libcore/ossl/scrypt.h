// scrypt (RFC 7914): a hash of a password that is slow on purpose.
#pragma once

#include "base/bytes.h"

namespace pkit::ossl {

/// 32 octets, with N = 2^15, r = 8, p = 1: 32 MiB, and a tenth of a second.
Bytes scrypt(const Secret& password, BytesView salt);

}  // namespace pkit::ossl
