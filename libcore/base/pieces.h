// What is too large to be held in memory at once, and goes from hand to hand piece by piece.
#pragma once

#include <functional>

#include "base/bytes.h"
#include "base/file.h"

namespace pkit {

/// Takes the next piece; and who hands out all of it, in order.
using Sink = std::function<void(BytesView)>;
using Pieces = std::function<void(const Sink&)>;

/// replace_file() of such a content; what it throws leaves the file as it was.
void replace_file(const Path& path, const Pieces& content, Mode mode);

}  // namespace pkit
