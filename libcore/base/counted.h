// How many of what, as people say it.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace pkit {

/// A number and its noun: `one` where it is one, else `several` or, where that is empty, `one` and an s.
std::string counted_as(std::string number, bool is_one, std::string_view one, std::string_view several);

/// "1 store", "2 stores"; counted(n, "key was", "keys were"): "1 key was", "3 keys were".
std::string counted(std::integral auto count, std::string_view one, std::string_view several = {}) {
  return counted_as(std::to_string(count), count == 1, one, several);
}

}  // namespace pkit
