// The steps of an alert that act on certificates: renew, and put_to_stores (B7).
#pragma once

#include <string>

#include "home/session.h"
#include "setup/alerts.h"

namespace pkit {

/// What a step came to, or in a dry run would.
struct Acted {
  std::string failure;  // empty where it is done, or need not be
  std::string did;      // a sentence
};

/// Over the same key, by the request that is stored; or over a new one, in the one store that has its key. What was
/// renewed already is not renewed again.
Acted renew_certificate(Session& session, const AlertStep& step, const std::string& certificate, bool dry_run);

/// The newest certificate of its lineage over the same key, into each store that has an older one with that key.
Acted put_to_stores(Session& session, const AlertStep& step, const std::string& certificate, bool dry_run);

}  // namespace pkit
