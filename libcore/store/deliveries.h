// The outbox: which event is still to be told to whom, and who is at it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "store/database.h"

namespace pkit::store {

enum class DeliveryState {
  waiting,
  done,
  dead,  // given up after many tries
};
/// As the state and users have it.
const char* state_word(DeliveryState state);

struct Delivery {
  std::int64_t event = 0;  // its sequence number
  std::string target;      // "ADAPTER.PROCEDURE"
  std::string subject;     // the event's: of one subject a target is told in order
  DeliveryState state = DeliveryState::waiting;
  std::int64_t tries = 0;
  Time next_at = 0;  // not before; of one that is done: when it was
  std::string holder;
  Time lease_until = 0;
  std::string reason;  // of the last failure
};
namespace deliveries {
/// Once for each event and target.
void insert(Write&, const Delivery&);
/// The first that is due: of each target and subject the oldest one that waits, unless somebody else holds it. What is
/// told in `passed` is passed over.
std::vector<Delivery> due(Read&, Time now, int limit);
/// Takes it for a time, and counts a try. False where it is no longer waiting, or another one's.
bool claim(Write&, const Delivery& seen, const std::string& holder, Time until);
/// Not before that time; no try of it is counted. False where it is no longer waiting, or somebody holds it.
bool postpone(Write&, const Delivery& seen, Time next_at);
/// What became of it, by who holds it: false where that is another one by now.
bool settle(Write&, const Delivery& settled, const std::string& holder);
/// Those that are dead wait again.
std::int64_t revive(Write&);
/// At most `limit` that were done before that time, of events that are older than it too; how many there were.
std::int64_t forget_done(Write&, Time before, int limit);
/// The time of the oldest event of which a delivery that is done is kept.
std::optional<Time> oldest_done(Read&);
struct Counts {
  std::int64_t waiting = 0, dead = 0;
};
Counts count(Read&);
/// In this state, or in any; oldest first.
void each(Read&, const std::string& state, std::int64_t limit, const std::function<void(const Delivery&)>& fn);
}  // namespace deliveries

/// Up to which event the outbox was filled.
namespace outbox {
std::int64_t considered(Read&);
/// False where another one came first.
bool consider(Write&, std::int64_t from, std::int64_t to);
}  // namespace outbox

}  // namespace pkit::store
