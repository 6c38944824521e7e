// pkit.yaml's text to a Value with positions. yaml-cpp's event handler, in yaml.cpp alone.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/value.h"

namespace pkit::config {

/// YAML 1.2 core subset: block and flow maps and lists, plain and quoted scalars. Plain scalars: null (empty, ~, null),
/// true/false, decimal int64 as JSON spells it ("007" is a text), else text; quoted scalars are text. Every value knows
/// its place, every member also its key's (Value::key_at). Throws Error{config "yaml.*"} whose details list the fault
/// with where = "FILE:LINE:COLUMN": syntax, duplicate key, anchor, alias, tag, merge key, second document, a key that
/// is no text, invalid UTF-8, NUL or another control character, an integer beyond int64, a limit.
Value parse_yaml(std::string_view text, const std::string& file, const TreeLimits& limits = {});

}  // namespace pkit::config
