#include "store/deliveries.h"

#include "store/entities/columns.h"
#include "store/entities/state_words.h"

namespace pkit::store {

namespace {

constexpr StateWords<DeliveryState, 3> kDeliveryStates{"a delivery", {"waiting", "done", "dead"}};

}  // namespace

const char* state_word(DeliveryState state) { return kDeliveryStates.word(state); }

}  // namespace pkit::store

namespace pkit::store {

namespace deliveries {

namespace {

using Rows = RowTable<Delivery, "deliveries", Column<"event", &Delivery::event>, Column<"target", &Delivery::target>,
                      Column<"subject", &Delivery::subject>, Word<"state", &Delivery::state, kDeliveryStates>,
                      Column<"tries", &Delivery::tries>, Column<"next_at", &Delivery::next_at>,
                      Column<"holder", &Delivery::holder>, Column<"lease_until", &Delivery::lease_until>,
                      Column<"reason", &Delivery::reason>>;

const char* const kInsert =
    "INSERT INTO deliveries (event, target, subject, state, tries, next_at, holder, lease_until, reason)"
    " VALUES ($event, $target, $subject, 'waiting', 0, $next_at, '', 0, '') ON CONFLICT (event, target) DO NOTHING";
// A holder that died is told by its identity, which is not for SQL to judge.
const char* const kDue = Rows::select_as<
    "d.",
    " FROM deliveries d WHERE d.state = 'waiting' AND d.next_at <= $now AND NOT EXISTS (SELECT 1 FROM deliveries e"
    " WHERE e.state = 'waiting' AND e.target = d.target AND e.subject = d.subject AND e.event < d.event)"
    " ORDER BY d.event, d.target LIMIT $limit">;
const char* const kClaim =
    "UPDATE deliveries SET holder = $holder, lease_until = $until, tries = tries + 1"
    " WHERE event = $event AND target = $target AND state = 'waiting' AND holder = $former AND tries = $tries";
const char* const kPostpone =
    "UPDATE deliveries SET next_at = $next_at WHERE event = $event AND target = $target AND state = 'waiting'"
    " AND holder = $former AND tries = $tries";
const char* const kSettle =
    "UPDATE deliveries SET state = $state, next_at = $next_at, reason = $reason, holder = '', lease_until = 0"
    " WHERE event = $event AND target = $target AND state = 'waiting' AND holder = $holder AND tries = $tries";
const char* const kRevive = "UPDATE deliveries SET state = 'waiting', tries = 0, next_at = 0 WHERE state = 'dead'";
const char* const kForgetDone =
    "DELETE FROM deliveries WHERE state = 'done' AND next_at < $before AND event IN"
    " (SELECT d.event FROM deliveries d JOIN events e ON e.sequence = d.event"
    " WHERE d.state = 'done' AND d.next_at < $before AND e.time < $before ORDER BY d.event LIMIT $limit)";
const char* const kOldestDone =
    "SELECT e.time FROM deliveries d JOIN events e ON e.sequence = d.event WHERE d.state = 'done'"
    " ORDER BY d.event LIMIT 1";
const char* const kCount =
    "SELECT COUNT(CASE WHEN state = 'waiting' THEN 1 END), COUNT(CASE WHEN state = 'dead' THEN 1 END)"
    " FROM deliveries WHERE state <> 'done'";
const char* const kEach =
    Rows::select_as<"d.", " FROM deliveries d WHERE d.state = $state ORDER BY d.event, d.target LIMIT $limit">;
const char* const kEachOpen =
    Rows::select_as<"d.", " FROM deliveries d WHERE d.state <> 'done' ORDER BY d.event, d.target LIMIT $limit">;

}  // namespace

void insert(Write& write, const Delivery& delivery) {
  write.execute(kInsert, {{"$event", delivery.event},
                          {"$target", delivery.target},
                          {"$subject", delivery.subject},
                          {"$next_at", delivery.next_at}});
}

std::vector<Delivery> due(Read& read, Time now, int limit) {
  return all_of(read, kDue, {{"$now", now}, {"$limit", std::int64_t{limit}}}, Rows::from);
}

bool claim(Write& write, const Delivery& seen, const std::string& holder, Time until) {
  return write.execute(kClaim, {{"$event", seen.event},
                                {"$target", seen.target},
                                {"$former", seen.holder},
                                {"$tries", seen.tries},
                                {"$holder", holder},
                                {"$until", until}}) == 1;
}

bool postpone(Write& write, const Delivery& seen, Time next_at) {
  return write.execute(kPostpone, {{"$event", seen.event},
                                   {"$target", seen.target},
                                   {"$former", seen.holder},
                                   {"$tries", seen.tries},
                                   {"$next_at", next_at}}) == 1;
}

bool settle(Write& write, const Delivery& settled, const std::string& holder) {
  return write.execute(kSettle, {{"$event", settled.event},
                                 {"$target", settled.target},
                                 {"$holder", holder},
                                 {"$tries", settled.tries},
                                 {"$state", state_word(settled.state)},
                                 {"$next_at", settled.next_at},
                                 {"$reason", settled.reason}}) == 1;
}

std::int64_t revive(Write& write) { return write.execute(kRevive, {}); }

std::int64_t forget_done(Write& write, Time before, int limit) {
  return write.execute(kForgetDone, {{"$before", before}, {"$limit", std::int64_t{limit}}});
}

std::optional<Time> oldest_done(Read& read) {
  return first(read, kOldestDone, {}, [](const Row& row) { return Time{row.integer(0)}; });
}

Counts count(Read& read) {
  return first(read, kCount, {}, [](const Row& row) { return Counts{row.integer(0), row.integer(1)}; }).value();
}

void each(Read& read, const std::string& state, std::int64_t limit, const std::function<void(const Delivery&)>& fn) {
  const auto take = [&](const Row& row) {
    fn(Rows::from(row));
    return true;
  };
  if (state.empty())
    read.query(kEachOpen, {{"$limit", limit}}, take);
  else
    read.query(kEach, {{"$state", state}, {"$limit", limit}}, take);
}

}  // namespace deliveries

namespace outbox {

namespace {

const char* const kConsidered = "SELECT considered FROM outbox WHERE one = 1";
const char* const kConsider = "UPDATE outbox SET considered = $to WHERE one = 1 AND considered = $from";

}  // namespace

std::int64_t considered(Read& read) { return count_of(read, kConsidered, {}); }

bool consider(Write& write, std::int64_t from, std::int64_t to) {
  return write.execute(kConsider, {{"$from", from}, {"$to", to}}) == 1;
}

}  // namespace outbox

}  // namespace pkit::store
