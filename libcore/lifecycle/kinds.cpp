#include "lifecycle/kinds.h"

#include <cstring>

#include "lifecycle/orchestrator.h"

namespace pkit::lifecycle {

namespace {

constexpr PrincipalKind kKinds[] = {
    {"orchestrator", kOrchestratorStates, authenticate_orchestrator, orchestrator_fields, check_orchestrator,
     bind_orchestrator},
};

}  // namespace

std::span<const PrincipalKind> principal_kinds() { return kKinds; }

const PrincipalKind& orchestrator_kind() { return kKinds[0]; }

const Transition& transition(const PrincipalKind& kind, const std::string& state, const std::string& entry) {
  for (const Transition& row : kind.states)
    if (state == row.state && entry == row.entry) return row;
  throw Error(Kind::internal, "internal",
              std::string(kind.name) + " has no row for '" + state + "' and '" + entry + "'");
}

}  // namespace pkit::lifecycle
