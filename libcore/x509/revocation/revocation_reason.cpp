#include "x509/revocation_reason.h"

#include <algorithm>
#include <array>

namespace pkit::x509 {

namespace {

// By number; RFC 5280 5.3.1 left out 7.
constexpr std::array<std::string_view, 11> kReasonWords = {
    "unspecified",   kKeyCompromise,         "cACompromise", "affiliationChanged",
    "superseded",    "cessationOfOperation", kHold,          "",
    "removeFromCRL", "privilegeWithdrawn",   "aACompromise"};

}  // namespace

const std::vector<std::string>& revocation_reason_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> named;
    for (const std::string_view word : kReasonWords)
      if (!word.empty()) named.emplace_back(word);
    return named;
  }();
  return words;
}

std::optional<int> revocation_reason_number(std::string_view word) {
  const auto found = std::find(kReasonWords.begin(), kReasonWords.end(), word);
  if (word.empty() || found == kReasonWords.end()) return std::nullopt;
  return static_cast<int>(found - kReasonWords.begin());
}

std::string_view revocation_reason_word(int number) {
  return number >= 0 && static_cast<std::size_t>(number) < kReasonWords.size()
             ? kReasonWords[static_cast<std::size_t>(number)]
             : std::string_view();
}

}  // namespace pkit::x509
