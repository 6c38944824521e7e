// Many requests in one process: every stage but the last by threads at once, then about a hundred bound by one commit.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "decision/caller.h"

namespace pkit {

/// One request of a batch.
struct BatchItem {
  std::string name;  // for messages: "line 12", a file
  std::string out;   // where its certificate goes; for whoever puts it there
  /// Called by a thread, with a session of its own; what it throws refuses this request alone.
  std::function<Intake(Session& session, Time now)> take;
  /// As Pass::guard.
  std::function<void(const Caller&)> guard = {};
};

/// What is to be printed of one.
struct Told {
  std::string result, aside;
};

/// What became of one.
struct BatchResult {
  std::string name, out;
  int exit = 0;
  bool existing = false;  // an earlier run had settled it
  Bytes certificate;      // DER, where there is one to hand out
  Told told;
};

struct Batch {
  Common common;
  std::size_t threads = 1;
  /// The next request, nothing at the end.
  std::function<std::optional<BatchItem>()> next;
  /// By any thread, several at once.
  std::function<Told(const BatchItem& item, Outcome outcome)> tell;
  /// A group, in the order in which next() gave it, after its commit.
  std::function<void(std::vector<BatchResult> group)> done;
  /// Asked between groups: what was begun is finished, nothing else is begun.
  std::function<bool()> interrupted;
};

/// Refusals are results. Throws where the state or pkit.yaml fails: then what `done` was given is lasting, and of what
/// it was not given nothing, or a commit that the next run finds.
void run_batch(Session& session, const Batch& batch);

}  // namespace pkit
