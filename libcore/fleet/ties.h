// What an Allow ties to an orchestrator beside its certificate: the blueprint (A12, A13) and the ClientID (A14).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/world.h"
#include "handler/chain.h"
#include "setup/setup.h"
#include "store/belongings.h"
#include "store/principals.h"

namespace pkit {

struct Ties {
  /// The whole answer is rejected: the orchestrator stays as it was, and no later handler is asked (A13, X7).
  std::optional<Fault> rejected;
  std::string client_id;                        // to be tied; empty: none, or there already
  std::optional<store::Blueprint> blueprint;    // to be applied
  std::optional<store::Belongings> belongings;  // as they shall be, where a blueprint is applied
  std::optional<std::int64_t> licences;         // so many may be Approved at once
  std::vector<std::string> warnings;
};

/// Whose ties are asked for.
struct Tied {
  const store::OrchestratorTies& present;        // its principal is empty where it is unknown
  const std::vector<std::string>& capabilities;  // as claimed
  bool only_claimed = false;                     // nothing shows that the request is its own
};

/// `read` is asked for the blueprint, who has that ClientID or name, and what stores there are. Bind asks again: see
/// still_free().
Ties judge_ties(store::Read& read, const Setup& setup, const handler::Outputs& outputs, const Tied& tied,
                const World& world);

/// Is that ClientID nobody's, and nobody else's name? (T-A13)
bool is_free(store::Read& read, const std::string& client_id, const std::string& principal);

}  // namespace pkit
