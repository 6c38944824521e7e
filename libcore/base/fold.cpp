// Case folding by libunistring. The only file of base that includes it.
#include "base/fold.h"

#include <unicase.h>
#include <uninorm.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/text.h"

namespace pkit {

std::string fold_case(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
  if (ascii || !valid_utf8(text)) return lower(text);
  std::size_t length = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::unique_ptr<std::uint8_t, decltype(&std::free)> folded(
      u8_casefold(bytes, text.size(), nullptr, UNINORM_NFC, nullptr, &length), &std::free);
  if (!folded) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(folded.get()), length};
}

}  // namespace pkit
