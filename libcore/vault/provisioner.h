// Who may make vaults and end them (C-P13, C-P14). Internal to vault/.
#pragma once

#include "vault/owner.h"

namespace pkit::vault {

/// Error{denied "vault.role" | "vault.provisioning"}, and {denied "vault.key"} where nothing can be sealed to the key
/// of who makes one.
void require_provisioner(store::Read& read, const Owner& owner, bool deletes);

}  // namespace pkit::vault
