// What is served by TLS at a place, as `openssl s_client` sees it. Nothing of it is trusted: it is what anybody there
// sends.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/world.h"

namespace pkit::certstores {

/// "tls://HOST:PORT" or "tls+unix:/PATH"; HOST is a name, an address of IPv4, or one of IPv6 in brackets.
bool is_served_place(const std::string& place);

struct Served {
  std::vector<Bytes> chain;  // DER, as it was sent, the server's own first; at most 16
  std::string why;           // not empty: nothing is served, and this is what was seen instead
};
/// Connects once, and is back after `time` at the latest. Error{usage "certstore.prove"} for what is no place.
Served ask_served(const World& world, const std::string& place, Duration time);

/// DER of the certificates in what `openssl s_client -showcerts` prints, at most 16: those of its section of the chain
/// alone, and a mark counts only as a whole line. Names that it prints are what the server wants them to be.
/// Error{input}.
std::vector<Bytes> certificates_shown(std::string_view output);

}  // namespace pkit::certstores
