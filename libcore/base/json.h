// JSON text to Value and back. The only file that includes nlohmann is json.cpp.
#pragma once

#include <string>
#include <string_view>

#include "base/value.h"

namespace pkit {

/// What one document may cost: beyond these it is refused. The same limits hold for YAML.
struct TreeLimits {
  std::size_t bytes = 1 << 20;
  std::size_t depth = 32;
  std::size_t nodes = 10'000;
};

/// RFC 8259, strict: throws Error{input, "json.*"} naming `name` and byte offset for a syntax error, a duplicate key,
/// an integer beyond int64, a number that is no integer, invalid UTF-8, a NUL, a limit, or anything after the document.
Value parse_json(std::string_view text, const std::string& name, const TreeLimits& limits = {});

/// One line, members in their order. Here and below, what would deceive a terminal is escaped, and bytes that are not
/// UTF-8 become U+FFFD.
std::string to_json(const Value& value);
/// Indented by two, for people.
std::string to_pretty_json(const Value& value);
/// The bytes that digests are taken over: members sorted by key's bytes, no white space, shortest escapes. Text that is
/// not UTF-8 is Error{input, "json.utf8"}.
std::string canonical_json(const Value& value);

}  // namespace pkit
