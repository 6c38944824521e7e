// The certificates of a local authority, read and judged: the issuer and what is above it. Internal to authority/.
#pragma once

#include <vector>

#include "authority/authority.h"

namespace pkit::authority {

/// The issuer first, then those above it as far as they go, each the issuer of the one before; all may sign
/// certificates. Error{config "authority.certificate"} that calls the file of those above `subject`.
std::vector<x509::Certificate> link(x509::Certificate issuer, std::vector<x509::Certificate> above,
                                    const std::string& subject);
/// Error{config "authority.expired"} where `now` is outside the validity of one of them.
void require_valid(const std::vector<x509::Certificate>& chain, Time now);

/// RFC 5280 4.2: whoever relies on what is issued heeds the issuers' constraints, so that pkit must know them too.
/// Error{config "authority.certificate"} where one has name constraints that cannot be read, or a critical extension
/// that pkit does not apply.
void require_understood(const std::vector<x509::Certificate>& chain);

/// The issuer first, then each certificate's own issuer, as far as the chain file goes. Error{config
/// "authority.certificate"}: unreadable, no CA, without keyCertSign, a link that does not hold, a path too long;
/// {config "authority.expired"} where `now` is outside a validity.
std::vector<x509::Certificate> read_chain(const AuthorityConfig& config, Time now);

}  // namespace pkit::authority
