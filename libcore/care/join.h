// init --join: another host's home of a CA whose state a server keeps.
#pragma once

#include <string>
#include <vector>

#include "authority/authority.h"
#include "care/operations.h"

namespace pkit {

struct JoinRequest {
  Path directory;     // the home to be
  std::string place;  // of the state, as store/engines.h reads it
  Path from;          // a directory with pkit.yaml and ca/, as another host's home has them
  authority::KeyAccess key_access;
};
/// data as init's. Error{state "store.corrupt" | "store.unreachable"} where there is no state; {conflict "init.join"}
/// where pkit.yaml or the certificates are not of that state's home, or anything else is wrong with them.
Outcome join(const World& world, uid_t uid, const JoinRequest& request);

}  // namespace pkit
