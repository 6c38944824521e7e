// The contents of vaults' objects, on their way into a backup and out of it. They are sealed for their owners (C-P7),
// so that they go into every backup, with keys or without. Internal to care/.
#pragma once

#include "home/session.h"

namespace pkit {

/// Into `copy`, those of the objects that `copy` knows as whole; how many. A warning tells of each that is not there.
std::int64_t back_up_contents(const Session& session, store::Database& copy, Outcome& outcome);

/// Out of the backup that `state` is, into `home`: false where it has none.
bool unpack_contents(store::Database& state, const Home& home);

/// Objects that were on their way into a vault when the backup was made will not be continued: they go.
void forget_arriving(store::Write& write);

/// Those that the state knows and that are not there, as "NAME in the vault VAULT".
std::vector<std::string> lost_contents(store::Read& read, const Home& home);

/// How many files belong to no object.
std::size_t left_contents(store::Read& read, const Home& home);

}  // namespace pkit
