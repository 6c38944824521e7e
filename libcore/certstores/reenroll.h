// Re-enrolment by whoever decides of it: a home of its own, or a platform elsewhere.
#pragma once

#include <functional>

#include "certstores/kind.h"
#include "certstores/operations.h"
#include "home/bundle.h"

namespace pkit::certstores {

struct Decider {
  /// Before a new key is asked for, with the entry that it is to take the place of: throws where it must not be. May be
  /// empty.
  std::function<void(const Entry&)> before_new;
  /// The certificate over the key that waits and its chain, or an error; of the same key the same.
  std::function<Outcome(const Entry&, const WaitingKey&)> decide;
};

/// As reenroll() in all that is done at the store. Never a dry run.
Outcome reenroll_by(Session& session, const ReenrollRequest& request, const Decider& decider);

}  // namespace pkit::certstores
