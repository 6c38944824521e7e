// Realms among the other sections: who signs for their users, and by which chain. Internal to setup/.
#pragma once

#include "setup/setup.h"

namespace pkit {

/// Adds the authority of each realm whose CA is a PKCS#12 file: the realm's name, the file as its key, and beside the
/// home's CAs the certificates that `authority unpack` takes out of it, since they must be known without the password.
/// Files are only stat'ed.
void add_pkcs12_authorities(const Value& realms, const Path& home, authority::AuthorityConfigs& authorities,
                            config::Faults& faults);

/// Adds sources and realms, and of each realm its profile and its chain under section_of_realm().
void read_realm_setup(const Value& sources, const Value& realms, const Path& home, Setup& setup,
                      config::Faults& faults);

}  // namespace pkit
