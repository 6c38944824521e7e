// A certificate ends before its time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "home/session.h"

namespace pkit {

struct RevokeRequest {
  std::string what;  // serial (hex), c-..., or the content of a certificate file
  std::optional<std::string> file_content;
  std::string reason;  // RFC 5280 5.3.1 word: "keyCompromise", ...
  Common common;
};
Outcome revoke(Session& session, const RevokeRequest& request);
const std::vector<std::string>& revocation_reasons();
/// Error{usage "revoke.reason"} unless it is one of them.
void require_revocation_reason(const std::string& reason);

}  // namespace pkit
