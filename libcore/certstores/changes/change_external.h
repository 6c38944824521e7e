// A change of a store that another program keeps. It has no former bytes that could be put back: what was done is told.
#pragma once

#include "certstores/change_entry.h"

namespace pkit::certstores {

/// As change_entry(), under its lock, with nothing left open. Error{config "certstore.tool"} where the program fails,
/// or what it did is not what was asked for; what is there then is told.
Outcome change_external(Session& session, const store::CertStore& store, const EntryChange& change);

/// Is there what this change of such a store left? False of one that put an entry anew as it was: nobody can say.
bool is_as_left(const Contents& now, const store::StoreChange& change);
/// The same of what is there now.
bool is_done_at(const ReadSession& session, const store::CertStore& store, const store::StoreChange& change);

/// As settle_open(): by what the store has now.
Settled settle_external(Session& session, const store::CertStore& store, Time now);

}  // namespace pkit::certstores
