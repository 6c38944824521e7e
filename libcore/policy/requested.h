// What a CSR asks for beside names: key, usages, extensions, attributes. Internal to policy/.
#pragma once

#include <string>
#include <vector>

#include "policy/check.h"

namespace pkit::policy {

/// The profile's key usages that this type of key can have (RFC 3279 2.3, RFC 5480 3, RFC 8410 5): encipherment for
/// RSA alone, agreement for EC alone.
std::vector<std::string> usages_for(const Profile& profile, const x509::PublicKey& key);

/// Faults "policy.key" and "policy.usage"; of a key that the profile takes also "key.rsa.single_prime".
void judge_key(const Profile& profile, const x509::PublicKey& key, std::vector<Fault>& faults);

/// Fault "policy.ca" for a CSR that asks to be a CA, and one of kind input for each odd encoding that the profile does
/// not tolerate: a request may have been read for another profile.
void judge_requested(const Profile& profile, const x509::Csr& csr, std::vector<Fault>& faults);

/// What `csr` asked for beside names and did not get, or got differently.
void tell_requested(const Profile& profile, const x509::PublicKey& key, const x509::Csr& csr,
                    std::vector<Difference>& differences);

}  // namespace pkit::policy
