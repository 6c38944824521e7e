// metadata generate: an adapter is asked for the metadata of each certificate, once (B8). The outbox asks for what is
// issued from now on, after the commit, so that no issue waits for it or depends on it; this command for the rest.
#pragma once

#include <string>
#include <vector>

#include "home/operation.h"
#include "setup/setup.h"

namespace pkit {

namespace shape {
extern const Shape generated_metadata;
}

struct GenerateRequest {
  std::vector<std::string> certificates;  // ids, serials, machines; none with `all`
  bool all = false;                       // every certificate that there is
  bool force = false;                     // also where it was done already
};
/// One failure keeps no other from its turn, and is tried again by the next run. data: {generated, skipped, failed,
/// failures:[{certificate, reason}], dropped:[{certificate, field, reason}]}. Error{config "metadata.generation"} where
/// one failed, or pkit.yaml names nobody to ask.
Outcome generate_metadata(Session& session, const GenerateRequest& request, const Listener& listener);
extern const Operation kGenerateMetadata;

/// What one call came to.
struct Generated {
  bool skipped = false;           // it was done already
  std::string failure;            // empty: done
  Value dropped = Value::list();  // {field, reason}
};
/// Asks for one certificate, unless that was done and `force` is not wanted, and records what came: rows, and that it
/// was done, in one commit. Throws for what is wrong here, and not for what the adapter does.
Generated generate_for(Session& session, const Setup& setup, const std::string& certificate, int attempt, bool force);

}  // namespace pkit
