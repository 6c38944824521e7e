// How a home appears: made beside its place, and moved there by one rename. Internal to init.cpp and join.cpp.
#pragma once

#include "base/file.h"

namespace pkit {

/// Error{state "file.write"} where no home can be made in `parent`.
void require_room(const Path& parent, const Path& home);
/// Error{conflict "home.exists"} where something is there; {state "file.write"}.
void move_into_place(const Path& staging, const Path& home);

}  // namespace pkit
