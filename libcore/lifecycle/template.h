// The pkit.yaml that init writes: commented, and working as it stands.
#pragma once

#include <string>

#include "lifecycle/operations.h"

namespace pkit::lifecycle {

std::string config_template(const InitRequest& request);

}  // namespace pkit::lifecycle
