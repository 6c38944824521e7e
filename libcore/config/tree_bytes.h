// A parsed tree as bytes and back, places included, so that the same text need not be parsed again.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/json.h"
#include "base/value.h"

namespace pkit::config {

Bytes tree_to_bytes(const Value& tree);

/// The tree of these bytes; nothing where tree_to_bytes() cannot have written them for a tree within the limits.
/// Whatever the bytes are, it takes no more than the limits allow.
std::optional<Value> tree_from_bytes(BytesView bytes, const TreeLimits& limits = {});

}  // namespace pkit::config
