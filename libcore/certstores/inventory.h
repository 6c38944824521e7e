// An inventory that is taken and not kept yet: for who keeps it in a commit of theirs.
#pragma once

#include <vector>

#include "certstores/operations.h"
#include "change/change.h"
#include "store/cert_stores.h"

namespace pkit::certstores {

struct TakenInventory {
  Outcome outcome;                     // as take_inventories() answers it
  std::vector<store::CertStore> rows;  // of stores that were read whole, as they are to be kept
  std::vector<EventDraft> events;

  /// Error{conflict "state.changed"} where a store was changed since.
  void write(store::Write& write) const;
};

/// Looks; what a killed command left open is ended first, which is a change of its own. `request.record` is whether it
/// is to be kept.
TakenInventory look_at_stores(Session& session, const InventoryRequest& request);

}  // namespace pkit::certstores
