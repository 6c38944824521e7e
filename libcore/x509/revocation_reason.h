// Why a certificate was revoked: the reasons of RFC 5280 5.3.1, as words and as the numbers that CRLs and OCSP have.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pkit::x509 {

/// The two that decide more than what is told: the one that can end again, and the one that stands for a lost key.
inline constexpr const char *kHold = "certificateHold", *kKeyCompromise = "keyCompromise";
/// "unspecified" (0), "keyCompromise" (1), ..., "aACompromise" (10); there is no 7. In this order.
const std::vector<std::string>& revocation_reason_words();
/// Nothing for a word that is none.
std::optional<int> revocation_reason_number(std::string_view word);
/// Empty for a number that is none.
std::string_view revocation_reason_word(int number);

}  // namespace pkit::x509
