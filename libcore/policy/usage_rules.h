// Key usages and purposes that go together: the lint's rules, asked before anything is to be signed, so that a profile
// is refused with its own words and not as a fault in what was made of it. Internal to policy/.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace pkit::policy {

inline bool among(const std::string& word, const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "encipherOnly or decipherOnly without keyAgreement (RFC 5280 4.2.1.3)": every rule that these would break.
std::vector<std::string> broken_usage_rules(const std::vector<std::string>& key_usage,
                                            const std::vector<std::string>& extended_key_usage);

}  // namespace pkit::policy
