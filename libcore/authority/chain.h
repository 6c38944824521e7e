// The certificates of a local authority, read and judged: the issuer and what is above it. Internal to authority/.
#pragma once

#include <vector>

#include "authority/authority.h"

namespace pkit::authority {

/// The issuer first, then each certificate's own issuer, as far as the chain file goes. Error{config
/// "authority.certificate"}: unreadable, no CA, without keyCertSign, a link that does not hold, a path too long;
/// {config "authority.expired"} where `now` is outside a validity.
std::vector<x509::Certificate> read_chain(const AuthorityConfig& config, Time now);

}  // namespace pkit::authority
