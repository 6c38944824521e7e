#include "store/events.h"

#include <algorithm>

#include "base/error.h"
#include "digest/digest.h"
#include "store/entities/event_row.h"
#include "store/entities/index_words.h"
#include "store/entities/packed.h"
#include "store/entities/query.h"

namespace pkit::store::events {

namespace {

const char* const kHead = "SELECT h.sequence, h.hash, m.home_id FROM head h, meta m WHERE h.one = 1 AND m.one = 1";
const char* const kMoveHead = "UPDATE head SET sequence = $sequence, hash = $hash WHERE one = 1 AND sequence = $before";
const char* const kInsert =
    "INSERT INTO events (sequence, time, actor, kind, subject, data, data_hash, previous, hash)"
    " VALUES ($sequence, $time, $actor, $kind, $subject, $data, $data_hash, $previous, $hash)";
const char* const kSince = EVENT " WHERE time >= $since ORDER BY sequence";
const char* const kFind = EVENT " WHERE sequence = $sequence";
const char* const kHashOf = "SELECT hash FROM events WHERE sequence = $sequence";
// They are without a gap, as doctor makes sure of.
const char* const kCount = "SELECT COALESCE(MAX(sequence), 0) FROM events";
// By the index of kinds, which has no common ones; of those the newest are found from the end on.
constexpr std::string_view kCommon[] = {"certificate.issued", "issue.done", "orchestrator.approved"};
const char* const kNextKind = "SELECT MIN(kind) FROM events WHERE kind >= $from AND kind < $end AND " UNCOMMON_KIND;
const char* const kLatest = EVENT " WHERE kind = $kind AND " UNCOMMON_KIND " ORDER BY sequence DESC LIMIT $limit";
const char* const kLatestCommon = EVENT " WHERE kind = $kind ORDER BY sequence DESC LIMIT $limit";
const char* const kAfter = EVENT " WHERE sequence > $sequence ORDER BY sequence LIMIT $limit";

void insert(Write& write, const Event& event, const Bytes& packed) {
  write.execute(kInsert, {{"$sequence", event.sequence},
                          {"$time", event.time},
                          {"$actor", event.actor},
                          {"$kind", event.kind},
                          {"$subject", event.subject},
                          {"$data", packed},
                          {"$data_hash", Bytes()},
                          {"$previous", Bytes()},
                          {"$hash", event.hash}});
}

/// The end of the chain as this transaction has it, and the last event as the row of the head does.
struct End {
  Head head;
  std::int64_t kept = 0;
};

[[noreturn]] void headless() {
  throw Error(Kind::state, "store.corrupt", "the history has lost its head", "restore a backup");
}

/// The kinds in use that begin with `prefix`, but for the common ones: one step in the index each, however many events
/// there are.
std::vector<std::string> kinds_with(Read& read, const std::string& prefix) {
  const auto kind = [](const Row& row) { return reference_at(row, 0); };
  std::vector<std::string> kinds;
  std::string from = prefix;
  while (true) {
    const std::optional<std::string> next =
        first(read, kNextKind, {{"$from", from}, {"$end", end_of_prefix(prefix)}}, kind);
    if (!next || next->empty()) return kinds;
    kinds.push_back(*next);
    from = *next + '!';  // above the kind itself, below every longer one: kinds are letters and dots
  }
}

}  // namespace

const char* const kEvents = EVENT " ORDER BY sequence";

Event event_from(const Row& row) {
  Event event{.sequence = row.integer(0),
              .time = row.integer(1),
              .actor = row.text(2),
              .kind = row.text(3),
              .subject = row.text(4),
              .data = to_bytes(unpacked(row.blob_view(5))),
              .data_hash = row.blob(6),
              .previous = row.blob(7),
              .hash = row.blob(8)};
  if (event.data_hash.empty()) event.data_hash = data_hash(event.data);
  return event;
}

std::optional<Head> head(Read& read) {
  const auto from = [](const Row& row) {
    return Head{.sequence = row.integer(0), .hash = row.blob(1), .home_id = row.blob(2)};
  };
  return first(read, kHead, {}, from);
}

Bytes data_hash(BytesView data) {
  const digest::Digest digest = digest::sha256(data);
  return Bytes(digest.begin(), digest.end());
}

std::int64_t add(Write& write, Time time, const std::string& actor, const std::string& kind, const std::string& subject,
                 const EventData& data) {
  std::optional<End>& end = write.noted<End>();
  if (!end) {
    std::optional<Head> found = head(write);
    if (!found) headless();
    const std::int64_t kept = found->sequence;
    end = End{*std::move(found), kept};
  }
  Head& last = end->head;
  Event event{.sequence = last.sequence + 1,
              .time = time,
              .actor = actor,
              .kind = kind,
              .subject = subject,
              .data = {},
              .data_hash = data_hash(data.canonical),
              .previous = last.hash,
              .hash = {}};
  event.hash = event_hash(last.home_id, event);
  insert(write, event, data.packed);
  last.sequence = event.sequence;
  last.hash = std::move(event.hash);
  return event.sequence;
}

void move_head(Write& write) {
  std::optional<End>& end = write.noted<End>();
  if (!end || end->kept == end->head.sequence) return;
  const std::int64_t moved =
      write.execute(kMoveHead, {{"$sequence", end->head.sequence}, {"$hash", end->head.hash}, {"$before", end->kept}});
  if (moved != 1) headless();
  end->kept = end->head.sequence;
}

std::int64_t append(Write& write, Time time, const std::string& actor, const std::string& kind,
                    const std::string& subject, const EventData& data) {
  const std::int64_t sequence = add(write, time, actor, kind, subject, data);
  move_head(write);
  return sequence;
}

void each(Read& read, std::optional<Time> since, const std::function<bool(const Event&)>& fn) {
  const auto take = [&](const Row& row) { return fn(event_from(row)); };
  if (!since) return read.query(kEvents, {}, take);
  read.query(kSince, {{"$since", *since}}, take);
}

std::vector<Event> after(Read& read, std::int64_t sequence, int limit) {
  return all_of(read, kAfter, {{"$sequence", sequence}, {"$limit", std::int64_t{limit}}}, event_from);
}

std::optional<Event> find(Read& read, std::int64_t sequence) {
  return first(read, kFind, {{"$sequence", sequence}}, event_from);
}

bool is_as_appended(Read& read, const Event& event) {
  const std::optional<Head> last = head(read);
  const auto hash = [](const Row& row) { return row.blob(0); };
  Event whole = event;
  if (whole.previous.empty() && whole.sequence == 1) whole.previous = beginning();
  if (whole.previous.empty())
    whole.previous = first(read, kHashOf, {{"$sequence", event.sequence - 1}}, hash).value_or(Bytes());
  return last && data_hash(event.data) == event.data_hash && event_hash(last->home_id, whole) == event.hash;
}

std::int64_t count(Read& read) { return count_of(read, kCount, {}); }

std::vector<Event> latest(Read& read, const std::vector<std::string>& kind_prefixes, int limit) {
  std::vector<Event> found;
  const auto take = [&](const char* sql, const std::string& kind) {
    for (Event& event : all_of(read, sql, {{"$kind", kind}, {"$limit", std::int64_t{limit}}}, event_from))
      found.push_back(std::move(event));
  };
  for (const std::string& prefix : kind_prefixes) {
    for (const std::string& kind : kinds_with(read, prefix)) take(kLatest, kind);
    for (const std::string_view kind : kCommon)
      if (kind.starts_with(prefix)) take(kLatestCommon, std::string(kind));
  }
  const auto newer = [](const Event& a, const Event& b) { return a.sequence > b.sequence; };
  const auto same = [](const Event& a, const Event& b) { return a.sequence == b.sequence; };
  std::sort(found.begin(), found.end(), newer);
  found.erase(std::unique(found.begin(), found.end(), same), found.end());  // overlapping prefixes
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

}  // namespace pkit::store::events
