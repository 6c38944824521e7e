// Change: one commit. What it relies on, the rows, the events that tell of them, the attempt, and what a request id
// answers with from then on; committed alone or with others, all of it or nothing.
#pragma once

#include <functional>
#include <optional>
#include <span>
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
  std::string config_sha256;  // hex: pkit.yaml must still be that; empty: nothing rests on it
  /// Is what was relied on still so? Asked inside the transaction; empty: nothing was relied on but by `rows`.
  std::function<bool(store::Read&)> still_so;
  /// Writes the rows. May be run again, so it has no other effects.
  std::function<void(store::Write&)> rows;
  std::vector<EventDraft> events;
  /// Rows that know their event, after all is told: the sequence of each of `events`, 0 of one that was only counted.
  std::function<void(store::Write&, std::span<const std::int64_t>)> told;
  std::optional<store::Attempt> attempt;  // its trace; the events name the trace's SHA-256
  std::string request_id;                 // claimed before; bound here to `request_subject`
  std::string requester, request_subject;
  std::optional<store::KeptTree> to_keep;  // of pkit.yaml, where it had to be parsed
};

/// Who changes, and when.
void begin_change(Change& change, const ReadSession& session, Time now);

/// Writes it in one durable transaction; false, and nothing is written, where pkit.yaml or what was relied on is no
/// longer as it was. No adapter, no file but pkit.yaml before it begins, no clock, no crypto but the events' SHA-256.
/// Error{conflict "request.running"} where another process took the request id over.
bool commit(Session& session, const Change& change);
/// Several in one transaction: says of each whether it was written; of one who changed what another relied on, only the
/// first is. What is thrown undoes all of them.
std::vector<bool> commit_together(Session& session, std::span<const Change* const> changes);

/// Runs `once` until it answers something, which it does not where what it relied on changed: twice, then
/// Error{conflict "state.changed"}; `what` was happening: "this was decided".
Outcome retried(const char* what, const std::function<std::optional<Outcome>()>& once);

/// Error{conflict "state.changed"} where the row of `id` was not as it was read.
void require_written(bool written, const std::string& id);

}  // namespace pkit
