#include "base/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace pkit {

namespace {

constexpr std::size_t kMapped = 12;  // octets in front of the IPv4 address: ten of zero, two of ones

bool is_mapped(BytesView octets) {
  if (octets.size() != 16) return false;
  const auto zero = [](unsigned char octet) { return octet == 0; };
  return std::all_of(octets.begin(), octets.begin() + kMapped - 2, zero) && octets[10] == 0xff && octets[11] == 0xff;
}

}  // namespace

std::optional<Bytes> parse_address(std::string_view text) {
  if (text.find('\0') != text.npos) return std::nullopt;
  const int family = text.find(':') == text.npos ? AF_INET : AF_INET6;
  Bytes octets(family == AF_INET ? 4 : 16);
  if (inet_pton(family, std::string(text).c_str(), octets.data()) != 1) return std::nullopt;
  return octets;
}

std::string address_text(BytesView octets) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = octets.size() == 4 ? AF_INET : AF_INET6;
  return inet_ntop(family, octets.data(), text.data(), text.size()) ? text.data() : "";
}

std::string canonical_address(std::string_view text) {
  const std::optional<Bytes> octets = parse_address(text);
  return octets ? address_text(*octets) : std::string();
}

bool is_mapped_address(std::string_view text) {
  const std::optional<Bytes> octets = parse_address(text);
  return octets && is_mapped(*octets);
}

std::optional<Bytes> compared_address(std::string_view text) {
  std::optional<Bytes> octets = parse_address(text);
  if (octets && is_mapped(*octets)) octets->erase(octets->begin(), octets->begin() + kMapped);
  return octets;
}

std::string machine_key(std::string_view name) {
  const std::optional<Bytes> octets = compared_address(name);
  return octets ? address_text(*octets) : lower(name);
}

}  // namespace pkit
