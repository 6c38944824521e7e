// A change of a store that another program keeps. It has no former bytes that could be put back: what was done is told.
#pragma once

#include "certstores/change_entry.h"

namespace pkit::certstores {

/// As change_entry(), under its lock, with nothing left open. Error{config "certstore.tool"} where the program fails,
/// or what it did is not what was asked for; what is there then is told.
Outcome change_external(Session& session, const store::CertStore& store, const EntryChange& change);

/// Is what this change left there?
bool is_done_at(const ReadSession& session, const store::CertStore& store, const store::StoreChange& change);

/// As settle_open(): by what the store has now.
Settled settle_external(Session& session, const store::CertStore& store, Time now);

}  // namespace pkit::certstores
