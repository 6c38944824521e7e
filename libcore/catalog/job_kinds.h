// The words of kinds of jobs, as commands and pkit.yaml have them: jobs/kinds.cpp has what each of them does.
#pragma once

#include "base/table.h"

namespace pkit::catalog {

inline constexpr Words kJobKinds =
    kOneOf<"inventory", "add", "remove", "create", "discovery", "reenrollment", "ssl-scan", "custom", "fetch-logs">;

}  // namespace pkit::catalog
