// The certificates of CAs that a home knows.
#pragma once

#include <vector>

#include "home/session.h"
#include "setup/setup.h"
#include "x509/certificate.h"

namespace pkit {

/// Those of the state, and those of the files that pkit.yaml names, as far as they are there; roots among them, and
/// some twice. Error{input} where a file cannot be read.
std::vector<x509::Certificate> known_issuers(const ReadSession& session,
                                             const authority::AuthorityConfigs& authorities);

}  // namespace pkit
