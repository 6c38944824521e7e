// pkit.yaml's text to a Value with positions. yaml-cpp's event handler, in yaml.cpp alone.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/value.h"

namespace pkit::config {

/// YAML 1.2 core subset: block and flow maps and lists, plain and quoted scalars. Plain scalars: null (empty, ~, null),
/// true/false, decimal int64, else text; quoted scalars are text. Throws Error{config "yaml.*"} whose details list the fault with
/// where = "FILE:LINE:COLUMN": syntax, duplicate key, anchor, alias, tag, merge key, second document, a key that is no
/// text, invalid UTF-8, NUL, a limit.
Value parse_yaml(std::string_view text, const std::string& file, const TreeLimits& limits = {});

}  // namespace pkit::config
