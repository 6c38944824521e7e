// The agent's side of a job: done to a store of its machine, which becomes known to the agent's own state by that.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "home/session.h"
#include "store/jobs.h"

namespace pkit::agents {

struct AgentDone {
  store::JobResult result = store::JobResult::success;
  std::string message;             // why not Success
  std::optional<Value> inventory;  // as it is sent; nothing where it was not read whole
  std::function<void()> keep;      // once it was taken; may be empty
};

/// Does what a job's configuration says; `resumed` is whether an earlier session was cut short at it. A directory that
/// is not registered as a store, what is the agent's own, no store and an operation that nobody knows are Failures
/// (T-B9). Throws nothing but what is wrong with the agent's own state.
AgentDone work(Session& own, const Value& configuration, bool resumed);

}  // namespace pkit::agents
