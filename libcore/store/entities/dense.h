// Texts that spell octets, with the octets in place of their spelling: JSON of requests and digests becomes shorter by
// what hex and base64 waste, which no dictionary takes out of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pkit::store {

/// Runs of 16 and more lower-case hex digits as octets; the first CSR, PEM as JSON spells it (RFC 7468, "\n" in two
/// letters), as its DER; SHA-256 of that, and of the key in it, as one octet. Nothing where the text has octets below
/// 5, which mark these, or is longer than 1 MiB.
std::optional<std::string> dense(std::string_view text);
/// What dense() was given; nothing where it does not make such octets.
std::optional<std::string> spelt(std::string_view octets);

}  // namespace pkit::store
