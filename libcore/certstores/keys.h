// The private keys of a store's entries, for who may have them: an export that asks for them by name, and a proof that
// somebody has the key that is to be replaced.
#pragma once

#include "certstores/snapshot.h"

namespace pkit::certstores {

/// The keys of these entries, which have one each, in their order; each is its certificate's. Of a kind that gives no
/// keys away there are none. Error{conflict "certstore.changed" | "certstore.other_key"}, and as StoreKind::keys_of.
Keys keys_of(const World& world, const Place& place, const StoreKind& kind, const Secret& password,
             const Keyed& entries);

}  // namespace pkit::certstores
