// The keys of an Allow: the same in an adapter's answer and in a rule's `allow:`.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "config/fields.h"

namespace pkit::handler {

/// Every key that an answer may have.
const std::vector<std::string>& answer_keys();
/// dns, ip, email, uri.
const std::vector<std::string>& name_types();

/// Null, or an empty text, list or map.
bool is_nothing(const Value& value);

extern const std::vector<config::Field> kAllowFields;
/// Reports every fault of a rule's `allow:` as written: keys, types, placeholders, a profile that is not among
/// `profiles`. Warns of names that are granted as the client claims them.
void check_allow(const Value& allow, const std::string& name, const std::vector<std::string>& profiles,
                 config::Faults& faults);

}  // namespace pkit::handler
