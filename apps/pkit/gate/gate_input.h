// Reading from somebody who may send too much, too slowly, or nothing.
#pragma once

#include <string>

#include "base/world.h"

namespace pkit::app {

/// Everything up to the end of `fd`. Error{input "gate.request"} where that is more than `limit` bytes, or has not come
/// within `patience`.
std::string read_request(int fd, std::size_t limit, Duration patience, const World& world);

}  // namespace pkit::app
