// Octets: views, hexadecimal, base64, comparison in constant time, and memory that is wiped.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pkit {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

BytesView as_bytes(std::string_view text);
std::string_view as_text(BytesView bytes);
Bytes to_bytes(std::string_view text);

/// Lower case, no separators.
std::string to_hex(BytesView bytes);
/// Either case; nothing if a character is not hexadecimal or the length is odd.
std::optional<Bytes> from_hex(std::string_view text);

std::string to_base64(BytesView bytes);
/// RFC 4648 section 4, strict: padding required, unused bits zero, no white space.
std::optional<Bytes> from_base64(std::string_view text);

/// Takes time that depends on the lengths only.
bool equal_constant_time(BytesView a, BytesView b);

bool equal(BytesView a, BytesView b);

/// Overwrites memory in a way that the optimiser keeps.
void wipe(void* memory, std::size_t size) noexcept;

/// A passphrase or key in memory: wiped when it ends, never copied, never printed.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { other.clear(); }
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { clear(); }

  std::string_view reveal() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  void clear() noexcept;
  std::string value_;
};

}  // namespace pkit
