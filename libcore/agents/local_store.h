// The stores of an agent's machine, by their paths. Internal to agents/.
#pragma once

#include <string>

#include "home/session.h"
#include "jobs/kind.h"

namespace pkit::agents {

/// The id of the store at the path, which becomes known by that. Error{conflict "agent.job"} for no path, a directory
/// that is not registered as a store, and what is the agent's own (T-B9); else as certstores::add_store().
std::string store_at(Session& own, const std::string& path);

/// A new PEM file with nothing in it; Warning where something is there already (T-B6).
jobs::JobDone make_store(Session& own, const std::string& path, bool resumed);

[[noreturn]] void refuse_job(const std::string& what, const std::string& hint = {});

}  // namespace pkit::agents
