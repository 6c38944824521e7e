// What an operator renews for others: the certificates that are due, over the requests that are stored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "batch/batch.h"
#include "home/session.h"

namespace pkit {

struct DueRequest {
  std::optional<Duration> within;  // of the end, in place of what the profiles say
  std::vector<std::string> globs;  // of client machines; none: all
  Common common;
};
/// Ids of the certificates that are due at `now`, by their end: valid, the newest of their lineage, an approved
/// orchestrator's, with a stored request. Each is due a little later than its profile says, by a part of the time that
/// is left that follows from the certificate, so that a fleet that was made in one hour is not renewed in one.
std::vector<std::string> due_certificates(const ReadSession& session, const DueRequest& request, Time now);

/// One of them, as an item of a batch: through the whole pipeline.
BatchItem renewal_item(const std::string& certificate);

}  // namespace pkit
