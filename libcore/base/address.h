// IP addresses: as octets, as text, and how they compare. Many spellings are one address (RFC 4291 2.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace pkit {

/// Four octets or sixteen; nothing for a text that is no address. No zones, no octal numbers, no ports.
std::optional<Bytes> parse_address(std::string_view text);
/// The canonical text (RFC 5952) of 4 or 16 octets.
std::string address_text(BytesView octets);
/// The canonical text of an address as it is; empty where the text is none.
std::string canonical_address(std::string_view text);

/// ::ffff:10.0.0.1 (RFC 4291 2.5.5.2): another spelling of an IPv4 address, for programs' sockets. Nobody is named so.
bool is_mapped_address(std::string_view text);
/// The octets by which addresses compare: those of an IPv4-mapped address are the IPv4 address's.
std::optional<Bytes> compared_address(std::string_view text);

/// How machines' names compare: addresses by their canonical text, all else in lower case.
std::string machine_key(std::string_view name);

}  // namespace pkit
