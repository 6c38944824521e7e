// Which of two states is the home's: a state that moves is there twice, and one line in the home, or one row of the
// server's, says which is in force. What a kill leaves is finished from here.
#pragma once

#include <optional>
#include <string>

#include "home/home.h"

namespace pkit {

/// What Home::state() says: "PLACE", or "PLACE HEAD" after a move to there, which is the hash of the event that tells
/// of it. By that a state which arrived knows its home.
struct NamedState {
  std::string place, head;
};
/// Nothing where there is none. Error as read_file.
std::optional<NamedState> named_state(const Home& home);

/// From its commit on the state at the place is in force: everybody who has the file open, under whose writers' lock
/// this is called, writes nothing more to it. Lasting when it returns.
void name_state(const Home& home, const NamedState& named);

/// The copy of a server's state, before it is in force.
Path arriving_file(const Home& home);
/// Under lock_beside() of the database. Puts arriving_file() in its place, and then forgets the server, whose state is
/// marked as moved. Once more is no matter.
void take_arrived_file(const Home& home);
/// Under the same lock. Puts a file that is not in force any more where nobody takes it for the state, "pkit.db.moved",
/// with what is in its log. Once more is no matter. Where it lies; nothing where there was none.
std::optional<Path> retire_file(const Home& home, const World& world);

/// Where this home is the one whose state moved, and was killed before the last step: takes it. Else false: the state
/// at `named` is on its way from another home, or was moved into another home's file. Under lock_beside() of the
/// database, as whoever moves a state is.
bool finish_move(const Home& home, const NamedState& named, const World& world);

}  // namespace pkit
