// What is recorded of a change of a store: before anything is another one, and when it is over.
#pragma once

#include "home/session.h"
#include "store/cert_stores.h"

namespace pkit::certstores {

/// Error{conflict "store.constraint"} where one of the store is open.
void record_change(Session& session, const store::StoreChange& open);
/// Done, or undone: put back, or never happened; `why` is told with it.
void close_change(Session& session, const store::CertStore& store, const store::StoreChange& open, Time now, bool done,
                  const std::string& why = {});

}  // namespace pkit::certstores
