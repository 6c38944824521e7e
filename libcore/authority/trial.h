// Before an authority is put to work: what it would sign is made for a key that nobody has, linted, verified by
// libcrypto, and thrown away. Internal faults of a CA that was made elsewhere come to light here and not at the first
// certificate.
#pragma once

#include <string>
#include <vector>

#include "base/world.h"
#include "x509/certificate.h"
#include "x509/private_key.h"

namespace pkit::authority {

struct TrialProfile {
  std::string name;
  std::vector<std::string> key_usage, extended_key_usage;
};

/// What is wrong, a text a profile: "profile 'server': unsuitable certificate purpose". Nothing of what is signed
/// leaves this function. `chain`: issuer first; `key` is the issuer's.
std::vector<std::string> try_out(const std::vector<x509::Certificate>& chain, const x509::PrivateKey& key,
                                 const std::vector<TrialProfile>& profiles, const World& world, Time now);

/// Error{config "authority.trial"} where none of the profiles works; else the warnings of those that do not.
std::vector<std::string> require_trial(const std::vector<x509::Certificate>& chain, const x509::PrivateKey& key,
                                       const std::vector<TrialProfile>& profiles, const World& world, Time now);

}  // namespace pkit::authority
