#include "decision/kinds.h"

#include <cstring>

namespace pkit {

const Transition& transition(const PrincipalKind& kind, const std::string& state, const std::string& entry) {
  for (const Transition& row : kind.states)
    if (state == row.state && entry == row.entry) return row;
  throw Error(Kind::internal, "internal",
              std::string(kind.name) + " has no row for '" + state + "' and '" + entry + "'");
}

}  // namespace pkit
