// The pkit.yaml that init writes: commented, and working as it stands.
#pragma once

#include <string>
#include <vector>

#include "authority/trial.h"
#include "care/operations.h"

namespace pkit {

/// `chain`: what it says of the certificates above the issuing CA; empty where there are none.
std::string config_template(const InitRequest& request, const std::string& chain);

/// What its profiles would have signed.
std::vector<authority::TrialProfile> template_profiles();

}  // namespace pkit
