// The only maker of a Mandate.
#pragma once

#include "lifecycle/checked.h"

namespace pkit::lifecycle {

/// Error{internal} unless the verdict allows, the check is sound and both are over the same CSR.
authority::Mandate grant(const Verdict& verdict, Checked&& checked);

}  // namespace pkit::lifecycle
