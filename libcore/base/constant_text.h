// Texts that are put together while this is compiled.
#pragma once

#include <algorithm>
#include <cstddef>

namespace pkit {

/// A text that a template can be given.
template <std::size_t n>
struct Text {
  char text[n]{};

  constexpr Text() = default;
  constexpr Text(const char (&given)[n]) { std::copy_n(given, n, text); }
  constexpr std::size_t size() const { return n - 1; }
};

/// One after the other.
template <std::size_t... n>
constexpr auto spliced(const Text<n>&... parts) {
  Text<((n - 1) + ... + 1)> all;
  std::size_t at = 0;
  const auto put = [&](const char* part, std::size_t size) {
    std::copy_n(part, size, all.text + at);
    at += size;
  };
  (put(parts.text, parts.size()), ...);
  return all;
}

}  // namespace pkit
