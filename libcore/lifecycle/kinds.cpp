#include "lifecycle/kinds.h"

#include "accounts/account_kind.h"
#include "bridge/user_kind.h"
#include "fleet/orchestrator.h"

namespace pkit {

std::span<const PrincipalKind* const> principal_kinds() {
  static const PrincipalKind* const kinds[] = {&orchestrator_kind(), &account_kind(), &user_kind()};
  return kinds;
}

}  // namespace pkit
