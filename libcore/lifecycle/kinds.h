// The table of kinds of principals: a kind is a row here, and nothing else lists them.
#pragma once

#include <span>

#include "decision/kinds.h"

namespace pkit {

std::span<const PrincipalKind* const> principal_kinds();

}  // namespace pkit
