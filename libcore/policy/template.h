// The texts of a profile's `subject:` and `san:`: literal characters and placeholders, "{ClientMachine}.corp.example".
// Only fields of the principal can be named, and a value is never expanded again.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pkit::policy {

/// The fields of a principal that a placeholder may name.
const std::vector<std::string>& principal_field_words();

/// The names between braces, in order; nothing for a brace that does not close. "{{" stands for "{".
std::optional<std::vector<std::string>> placeholders_of(std::string_view text);

/// The text with its placeholders replaced; nothing where one of them is absent.
std::optional<std::string> expand(std::string_view text, const std::map<std::string, std::string>& fields);

}  // namespace pkit::policy
