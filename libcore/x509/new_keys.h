// The types of keys that commands offer to make.
#pragma once

#include "base/table.h"

namespace pkit::x509 {

inline constexpr Words kNewKeyWords =
    kOneOf<"ec-p256", "ec-p384", "ec-p521", "rsa-2048", "rsa-3072", "rsa-4096", "rsa-pss-3072", "ed25519">;

}  // namespace pkit::x509
