// A certificate ends before its time, or is on hold and comes back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "home/operation.h"

namespace pkit {

struct RevokeRequest {
  std::string what;  // serial (hex), c-..., a client machine, or the content of a certificate file
  std::optional<std::string> file_content;
  std::string reason;                      // RFC 5280 5.3.1 word: "keyCompromise", ...; "certificateHold" can end again
  std::optional<Time> invalid_since = {};  // not in the future
  bool all_of_key = false;                 // and every other one over its key that has not ended
  bool release = false;                    // or end its hold; then nothing else is given but `what`
  Common common;
};
/// Dated now, whatever is said of the time before (RFC 5280 5.3.2). data: {certificate, certificates: [...] with
/// all_of_key}. Error{conflict "certificate.revoked"} where it is revoked for good: of that keyCompromise alone
/// can take the place. A release answers {certificate}; Error{conflict "certificate.hold"} where it is on none.
Outcome revoke(Session& session, const RevokeRequest& request);
extern const Operation kRevoke;
const std::vector<std::string>& revocation_reasons();
/// Error{usage "revoke.reason"} unless it is one of them.
void require_revocation_reason(const std::string& reason);

}  // namespace pkit
