// Which certificate a word or a file means, for revoke and release.
#pragma once

#include <optional>
#include <string>

#include "home/session.h"
#include "store/certificates.h"

namespace pkit {

/// By serial, id, fingerprint or file; by a client machine's name the one certificate that it holds. Error{not_found
/// "show.missing"}, {conflict "show.ambiguous"} where it holds several, unless all are over one key and `all_of_key`.
store::Certificate revocation_target(Session& session, const std::string& what,
                                     const std::optional<std::string>& file_content, bool all_of_key, Time now);

}  // namespace pkit
