// What was made for a commit of which it is not known whether it was made.
#pragma once

#include <utility>

#include "base/error.h"

namespace pkit::store {

/// Runs `commit`. Where it is not known whether that was made (Error{state "store.outcome"}), `keep` is called before
/// the error goes on: what would be taken away otherwise may be the only key of what is recorded. Whoever sweeps what
/// killed commands left takes it away where nothing is.
template <class Commit, class Keep>
auto commit_or_keep(Commit&& commit, Keep&& keep) {
  try {
    return std::forward<Commit>(commit)();
  } catch (const Error& error) {
    if (error.code() == "store.outcome") std::forward<Keep>(keep)();
    throw;
  }
}

}  // namespace pkit::store
