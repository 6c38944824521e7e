#include "lifecycle/kinds.h"

#include "fleet/orchestrator.h"

namespace pkit {

std::span<const PrincipalKind* const> principal_kinds() {
  static const PrincipalKind* const kinds[] = {&orchestrator_kind()};
  return kinds;
}

}  // namespace pkit
