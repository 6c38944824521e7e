// The only maker of a Mandate.
#pragma once

#include "decision/checked.h"

namespace pkit {

/// Error{internal} unless the verdict allows, the check is sound and both are over the same CSR.
authority::Mandate grant(const Verdict& verdict, Checked&& checked);

}  // namespace pkit
