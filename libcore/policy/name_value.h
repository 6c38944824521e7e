// What a single name must look like before it is granted, compared or signed. Internal to policy/.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "policy/profile.h"
#include "x509/san.h"

namespace pkit::policy {

/// The types of subjectAltName that are granted.
inline constexpr std::array kSanTypes = {x509::SanType::dns,      x509::SanType::ip,  x509::SanType::email,
                                         x509::SanType::uri,      x509::SanType::upn, x509::SanType::kerberos,
                                         x509::SanType::smtputf8, x509::SanType::rid};

/// The attributes that a profile's `subject:` may have, as people write them.
const std::vector<std::string>& subject_attribute_words();

/// May a dns name have underscores? Where the profile tolerates them.
enum class Underscores { refused, taken };
Underscores underscores_of(const Profile& profile);

/// What is wrong with this value of a subject attribute, e.g. "is longer than 64 characters"; empty where it can be
/// signed.
std::string attribute_fault(const std::string& key, const std::string& value);

/// The one spelling in which a name is compared and signed: dns in lower case, ip in canonical form, email and uri as
/// pattern/uri.h has it, others as they are. Nothing where the value is not well formed for its type; an address is no
/// dns name, and one that is IPv4-mapped no name at all.
std::optional<x509::San> normal_san(x509::SanType type, const std::string& value, Underscores underscores);

}  // namespace pkit::policy
