// What a CA revoked before it was taken over, as rows of a new state.
#pragma once

#include <vector>

#include "authority/import_crl.h"
#include "store/database.h"

namespace pkit {

/// The entries of each, and the number that its next one follows. Of a CA above the newest is kept whole, to be handed
/// out until its key is brought: the first of `chain` is the one whose key is here.
void put_imported_crls(store::Write& write, const std::vector<authority::ImportedCrl>& crls,
                       const std::string& own_key_id);

}  // namespace pkit
