// The parts of reading one profile out of pkit.yaml. Internal to policy/.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/fields.h"
#include "policy/profile.h"

namespace pkit::policy {

using EachText = std::function<void(const std::string& text, Position at)>;
/// Calls `each` for the text or every text of the list at `key`, with the place where it stands.
void each_text(const config::Section& section, std::string_view key, const EachText& each);

/// X.660: arcs of digits without leading zeros; the first is 0 to 2, the second below 40 under 0 and 1.
bool dotted_oid(const std::string& text);

/// `names:`, `subject:`, `san:` and `allowed:`.
void read_names(const config::Section& section, Profile& profile);

/// `key_usage:` and `extended_key_usage:`.
void read_usages(const config::Section& section, Profile& profile);

}  // namespace pkit::policy
