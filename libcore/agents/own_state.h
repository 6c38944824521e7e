// An agent's own state: a pkit.db in its directory, which knows the stores of its machine as `pkit store add` of that
// directory has them. Their passwords, their services and their keys beside are the machine's, and no platform's.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "home/session.h"

namespace pkit::agents {

/// Made where there is none; no CA, and no pkit.yaml. Error{state "home.owner" | "file.permission"} as of a home.
class OwnState {
 public:
  OwnState(const World& world, const Path& directory, std::string actor, authority::KeyAccess access);
  Session& session() { return *session_; }

 private:
  Home home_;
  std::unique_ptr<store::Database> database_;
  std::optional<Session> session_;
};

}  // namespace pkit::agents
