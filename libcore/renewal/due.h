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

struct StoredRenewal {
  std::string certificate;  // id
  std::string profile;      // in place of its own, and of the same authority; empty: its own
  Common common;
};
/// One of them by itself, due or not (B7). data: {renewed, certificate, replaces, ...}; what was replaced already is
/// told as renewed false, with the newest of its lineage. Error{conflict "renew.nothing"} where there is no request to
/// renew it by, {config "profile.missing" | "renew.authority"} (T-B25).
Outcome renew_stored(Session& session, const StoredRenewal& request);

}  // namespace pkit
