// Realms among the other sections: who signs for their users, and by which chain. Internal to setup/.
#pragma once

#include "setup/setup.h"

namespace pkit {

/// Adds sources and realms, and of each realm its profile and its chain under section_of_realm().
void read_realm_setup(const Value& sources, const Value& realms, const Path& home, Setup& setup,
                      config::Faults& faults);

}  // namespace pkit
