// What the tests of secrets/ share.
#pragma once

#include <string_view>

#include "base/file.h"

namespace pkit::test {

inline void write(const Path& path, std::string_view content, Mode mode) {
  replace_file(path, as_bytes(content), mode);
}

}  // namespace pkit::test
