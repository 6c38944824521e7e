// SHA-256 without waking libcrypto's providers, because an event or an id needs nothing else.
#pragma once

#include <array>
#include <string_view>

#include "base/bytes.h"

namespace pkit::digest {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(BytesView data);
Digest sha256(std::string_view text);
std::string sha256_hex(BytesView data);
std::string sha256_hex(std::string_view text);

/// For thumbprints, which are names that other systems give to certificates. Nothing may rest on it.
std::array<std::uint8_t, 20> sha1(BytesView data);

}  // namespace pkit::digest
