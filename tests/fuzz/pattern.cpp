// Patterns: the first octet says of what kind, the rest of the first line is the pattern, what follows is the text.
// Globs are compared with fnmatch(3), address ranges with inet_pton(3) and shifts.
#include "pattern/pattern.h"

#include <arpa/inet.h>
#include <fnmatch.h>

#include <algorithm>
#include <array>

#include "targets.h"

namespace pkit::fuzz {

namespace {

bool plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x1f && c < 0x7f; });
}

void glob(const std::string& pattern, const std::string& text) {
  const auto ours = accepted({"pattern.glob"}, [&] { return pattern::Glob(pattern); });
  if (!ours) return;
  const bool matches = ours->matches(text);
  if (ours->literal()) PROMISE(matches == (pattern == text));
  // Outside classes both mean the same. fnmatch(3) may take exponential time: long ones are not for it.
  const bool comparable = plain_ascii(pattern) && plain_ascii(text) && pattern.find('[') == std::string::npos &&
                          std::count(pattern.begin(), pattern.end(), '*') < 4 && text.size() < 64;
  if (comparable) PROMISE(matches == (fnmatch(pattern.c_str(), text.c_str(), 0) == 0));
}

void regex(const std::string& pattern, const std::string& text) {
  const auto ours = accepted({"pattern.regex"}, [&] { return pattern::Regex(pattern); });
  if (!ours) return;
  const auto either =
      accepted({"pattern.regex"}, [&] { return pattern::Regex("(?:" + pattern + ")|(?:" + pattern + ")"); });
  const bool matches = ours->matches(text);
  PROMISE(!either || either->matches(text) == matches);
}

struct Address {
  std::array<unsigned char, 16> octets{};
  std::size_t size = 0;
};

Address address_of(const std::string& text) {
  Address address;
  if (inet_pton(AF_INET, text.c_str(), address.octets.data()) == 1) address.size = 4;
  if (address.size == 0 && inet_pton(AF_INET6, text.c_str(), address.octets.data()) == 1) address.size = 16;
  static constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (address.size == 16 && std::equal(kMapped.begin(), kMapped.end(), address.octets.begin())) {
    std::copy(address.octets.begin() + kMapped.size(), address.octets.end(), address.octets.begin());
    address.size = 4;
  }
  return address;
}

bool inside(const std::string& range, const Address& address) {
  const std::size_t slash = range.find('/');
  const Address network = address_of(range.substr(0, slash));
  const std::size_t prefix = slash == std::string::npos ? network.size * 8 : std::stoul(range.substr(slash + 1));
  if (network.size != address.size) return false;
  for (std::size_t bit = 0; bit < prefix; ++bit) {
    const unsigned difference = network.octets[bit / 8] ^ address.octets[bit / 8];
    if (difference >> (7 - bit % 8) & 1U) return false;
  }
  return true;
}

void cidr(const std::string& pattern, const std::string& text) {
  const auto ours = accepted({"pattern.cidr"}, [&] { return pattern::Cidr(pattern); });
  if (!ours) return;
  const Address address = address_of(text);
  PROMISE(ours->contains(text) ==
          (address.size != 0 && text.find('\0') == std::string::npos && inside(pattern, address)));
}

}  // namespace

int fuzz_pattern(BytesView bytes) {
  if (bytes.empty()) return 0;
  const std::string_view rest = as_text(bytes).substr(1);
  const std::size_t line = std::min(rest.find('\n'), rest.size());
  const std::string pattern(rest.substr(0, line));
  const std::string text(line < rest.size() ? rest.substr(line + 1) : std::string_view());
  if (bytes[0] == 'g') glob(pattern, text);
  if (bytes[0] == 'r') regex(pattern, text);
  if (bytes[0] == 'c') cidr(pattern, text);
  return 0;
}

}  // namespace pkit::fuzz
