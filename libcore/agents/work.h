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

/// Asks the platform for the certificate over a new key: the CSR in PEM, and the id by which it is asked again. The
/// outcome has the certificate and its chain, or an error.
using Enrol = std::function<Outcome(const std::string& csr, const std::string& request_id)>;

/// What an earlier session was cut short at, and when it began that.
using Resumed = std::optional<Time>;

/// Does what a job's configuration says; `resumed` is there where an earlier session was cut short at it. A directory
/// that is not registered as a store, what is the agent's own, no store and an operation that nobody knows are Failures
/// (T-B9). Throws nothing but what is wrong with the agent's own state.
AgentDone work(Session& own, const Value& configuration, const Resumed& resumed, const Enrol& enrol);

}  // namespace pkit::agents
