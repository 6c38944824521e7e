// The agent's side of a job: done to a store of its machine, which becomes known to the agent's own state by that.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "home/session.h"
#include "store/jobs.h"
#include "x509/private_key.h"

namespace pkit::agents {

struct AgentDone {
  store::JobResult result = store::JobResult::success;
  std::string message;              // why not Success
  std::optional<Value> inventory;   // as it is sent; nothing where it was not read whole
  std::function<void()> keep;       // once it was taken; may be empty
  std::optional<std::string> log;   // of fetch-logs
  std::optional<Value> locations;   // of a discovery
  std::optional<std::string> data;  // of a job of one's own
};

AgentDone failed_because(const std::string& why);

/// What the platform is asked for a certificate with.
struct NewKey {
  std::string csr, request_id;               // PEM, and the id by which it is asked again
  std::optional<x509::PrivateKey> replaced;  // the key that lies there still; nothing where its store does not give it
};
/// The outcome has the certificate and its chain, or an error.
using Enrol = std::function<Outcome(const NewKey&)>;

/// What an earlier session was cut short at, and when it began that.
using Resumed = std::optional<Time>;

/// What the agent's own state tells of its jobs and stores, a line an event, the last ones: at most `most` characters.
std::string log_end(const ReadSession& own, std::int64_t most);

/// Does what a job's configuration says; `resumed` is there where an earlier session was cut short at it. A directory
/// that is not registered as a store, what is the agent's own, no store and an operation that nobody knows are Failures
/// (T-B9). Throws nothing but what is wrong with the agent's own state.
AgentDone work(Session& own, const Value& configuration, const Resumed& resumed, const Enrol& enrol);

}  // namespace pkit::agents
