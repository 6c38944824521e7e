#include "policy/name_value.h"

#include <algorithm>

#include "base/address.h"
#include "base/text.h"
#include "pattern/uri.h"
#include "x509/name.h"

namespace pkit::policy {

const std::vector<std::string>& subject_attribute_words() {
  static const std::vector<std::string> words = {"CN", "O",   "OU", "C",  "ST",           "L",     "STREET",      "DC",
                                                 "T",  "UID", "SN", "GN", "serialNumber", "title", "emailAddress"};
  return words;
}

std::string attribute_fault(const std::string& key, const std::string& value) {
  if (value.empty()) return "is empty";
  const bool control = std::any_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (control) return "has a control character";
  const bool letters = std::all_of(value.begin(), value.end(),
                                   [](unsigned char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
  if (key == "C" && !letters) return "is no country code";
  try {
    (void)x509::Name::of({{key, value}});
    return {};
  } catch (const Error& e) {
    // The bounds of RFC 5280 A.1 are the encoder's knowledge; here its refusal is one answer among several.
    return std::string("cannot be encoded: ") + e.what();
  }
}

Underscores underscores_of(const Profile& profile) {
  return profile.tolerate.contains(x509::Tolerance::dns_underscore) ? Underscores::taken : Underscores::refused;
}

std::optional<x509::San> normal_san(x509::SanType type, const std::string& value, Underscores underscores) {
  const std::string address = canonical_address(value);
  if (is_mapped_address(value)) return std::nullopt;
  x509::San san{type, value};
  switch (type) {
    case x509::SanType::dns:
      if (!address.empty()) return std::nullopt;
      san.value = lower(value);
      if (underscores == Underscores::taken && x509::valid_dns_name_but_underscores(san.value)) return san;
      break;
    case x509::SanType::ip:
      san.value = address;
      break;
    case x509::SanType::email:
      san.value = pattern::normal_email(value);
      break;
    case x509::SanType::uri:
      if (pattern::has_mapped_host(value)) return std::nullopt;
      san.value = pattern::normal_uri(value);
      break;
    default:
      break;
  }
  return x509::san_fault(san).empty() ? std::optional(san) : std::nullopt;
}

}  // namespace pkit::policy
