// The pkit.yaml that init writes: commented, and working as it stands.
#pragma once

#include <string>
#include <vector>

#include "authority/trial.h"
#include "care/operations.h"

namespace pkit {

/// `chain`: what it says of the certificates above the issuing CA; empty where there are none.
std::string config_template(const InitRequest& request, const std::string& chain);

/// Where its profiles say that the issuer's certificate is, below this URL; the issuer's key is still to be put in.
std::string template_issuer_url(const std::string& base);

/// What its profiles would have signed.
std::vector<authority::TrialProfile> template_profiles();

}  // namespace pkit
