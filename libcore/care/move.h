// state move: a home's state from the engine that keeps it to another one.
#pragma once

#include <optional>
#include <string>

#include "home/session.h"

namespace pkit {

struct MoveRequest {
  Path directory;  // the home
  uid_t uid = 0;
  std::optional<std::string> sudo_uid;
  std::string to;  // "sqlite", or as store/engines.h reads it
  std::string version;
  std::optional<Time> now;
  bool accept_clock = false;
};
/// Others read meanwhile, and wait to write. Nothing changes before the copy has the same rows and the same history,
/// and doctor finds nothing in either; from one commit on it is in force, and the former state is marked and kept. A
/// kill leaves the one or the other, and the same move again finishes it. data: {moved, from, to, events, rows, kept};
/// `moved` false: it was there already. Error{conflict "state.move"} where there is no way from here to there; {state
/// "state.unsound"} where doctor finds something, before or afterwards; {conflict "store.exists"} where another state
/// is there.
Outcome move_state(const World& world, const MoveRequest& request);

}  // namespace pkit
