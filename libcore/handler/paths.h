// The paths of a handler's parameter: which exist, what they hold, and what a client decides about them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "pattern/name_glob.h"

namespace pkit::handler {

struct KnownPath {
  enum class Shape { scalar, list, group };
  /// Can a client step around a deny by leaving it out? `negated`: only around one that asks what it is not; what a
  /// client does not name it does not get either.
  enum class Omit { never, negated, always };

  const char* path;
  Shape shape = Shape::scalar;
  Omit omit = Omit::never;
  bool evidence = false;  // known to pkit, not said by the client
  pattern::Compare compare = pattern::Compare::exact;
};

/// The row of this path; null where no parameter can have it. Any word after "claimed.ClientParameters." is one.
const KnownPath* known_path(std::string_view path);
/// Every path, for errors.
std::vector<std::string> path_words();

/// The value at a path; null where it is absent or null. A client parameter's name may have dots.
const Value* look_up(const Value& parameter, std::string_view path);

/// A text, integer or boolean as a text; nothing for anything else.
std::optional<std::string> scalar_text(const Value& value);

/// One value to compare, in the one spelling of all that are the same.
struct Item {
  std::string text;
  pattern::Compare compare = pattern::Compare::exact;
};
/// What a path holds, a list's elements one by one (a subject alternative name as "type:value"); nothing where absent.
std::optional<std::vector<Item>> items_at(const Value& parameter, std::string_view path);

}  // namespace pkit::handler
