// Texts that resemble each other, kept short: traces repeat the same words in each row.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace pkit::store {

/// What the text resembles.
enum class Words { of_traces, of_events };
/// Made dense where it can be (dense.h), and deflated (RFC 1951) with a dictionary of those words, behind the octet
/// that names both. The empty text is no octets. Error{internal} where it is longer than 64 MiB.
Bytes packed(std::string_view text, Words words);
/// What packed() made of. Octets that it did not make are given back as they are, so that who compares a digest sees
/// that they are others; so is what would be much longer than 64 MiB.
std::string unpacked(BytesView octets);

}  // namespace pkit::store
