// A certificate file whose key lies in a file beside it: one text for the kind that reads and changes it, two files on
// the disk.
#pragma once

#include <string_view>

#include "base/bytes.h"

namespace pkit::certstores {

struct Pair {
  Secret main, key;
};

/// Both as one PEM text. Error{input "certstore.format"} where they cannot be told apart again.
Secret joined_pair(std::string_view main, std::string_view key);
/// What became of `joined`, as two. What was put behind all of it comes into `main`: keys are put where one was.
Pair split_pair(std::string_view changed, std::string_view joined);

}  // namespace pkit::certstores
