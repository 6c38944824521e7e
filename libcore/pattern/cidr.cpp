// Ranges of IP addresses (RFC 4632, RFC 4291 2.3).
#include <algorithm>
#include <optional>

#include "base/address.h"
#include "base/error.h"
#include "base/text.h"
#include "pattern/pattern.h"

namespace pkit::pattern {

namespace {

/// A decimal number without sign or leading zero, of at most three digits.
std::optional<int> parse_prefix(std::string_view text) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  int number = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

/// The address with everything behind the first `prefix` bits zero.
Bytes network_of(Bytes address, int prefix) {
  for (std::size_t i = 0; i < address.size(); ++i) {
    const int kept = std::clamp(prefix - static_cast<int>(i) * 8, 0, 8);
    address[i] = static_cast<unsigned char>(address[i] & (0xff00 >> kept));
  }
  return address;
}

[[noreturn]] void refuse(const std::string& text, const std::string& why, const std::string& hint = {}) {
  throw Error(Kind::usage, "pattern.cidr", "\"" + printable(text.substr(0, 100)) + "\" " + why, hint);
}

}  // namespace

Cidr::Cidr(const std::string& text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) refuse(text, "is no range of addresses", "write it like 10.0.0.0/8 or 2001:db8::/32");
  const int bits = static_cast<int>(address->size()) * 8;
  const auto prefix = slash == std::string::npos ? bits : parse_prefix(std::string_view(text).substr(slash + 1));
  if (!prefix || *prefix > bits) refuse(text, "has a prefix that is no number from 0 to " + std::to_string(bits));
  if (is_mapped_address(text.substr(0, slash)))
    refuse(text, "is an IPv4-mapped range", "write the IPv4 range, as in 10.0.0.0/8");
  network_ = network_of(*address, *prefix);
  prefix_ = *prefix;
  if (network_ != *address)
    refuse(text, "has bits set behind its prefix",
           "the range is " + address_text(network_) + "/" + std::to_string(prefix_));
}

bool Cidr::contains(const std::string& address) const {
  const auto octets = compared_address(address);
  return octets && octets->size() == network_.size() && network_of(*octets, prefix_) == network_;
}

}  // namespace pkit::pattern
