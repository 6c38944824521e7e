// Change: what a commit writes beside the rows that it is about: events, the attempt, what a request id answers with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "home/session.h"
#include "store/events.h"
#include "store/kept_trees.h"
#include "store/registrations.h"

namespace pkit {

struct EventDraft {
  std::string kind, subject;
  store::EventData data = Value::map();
  bool counted = false;  // a stranger can repeat it at will: beyond a rate it is only counted, and its trace not kept
};

struct Change {
  Time now = 0;
  std::string actor;
  std::vector<EventDraft> events;
  std::optional<store::Attempt> attempt;  // its trace; the events name the trace's SHA-256
  std::string request_id;                 // claimed before; bound here to `request_subject`
  std::string requester, request_subject;
  std::optional<store::KeptTree> to_keep;  // of pkit.yaml, where it had to be parsed
};

/// Writes them inside a transaction of the caller's, after the rows. Error{conflict "request.running"} where another
/// process took the request id over.
void write_change(store::Write& write, const Change& change);

}  // namespace pkit
