#include <utility>

#include "base/error.h"
#include "digest/digest.h"
#include "store/entities/packed.h"
#include "store/entities/query.h"
#include "store/registrations.h"

namespace pkit::store {

Trace::Trace(std::string text) : canonical(std::move(text)), packed(store::packed(canonical, Words::of_traces)) {}

}  // namespace pkit::store

namespace pkit::store::attempts {

namespace {

#define ATTEMPT "SELECT id, operation, subject, principal, time, actor, exit, trace, name, kept, word FROM attempts"

// Short statements that need no table of the engine's own: each attempt of a batch costs them.
// The id is made here and not by the engine: writers take turns.
const char* const kLast = "SELECT COALESCE(MAX(id), 0) FROM attempts";
const char* const kEarlier = "SELECT 1 FROM attempts WHERE subject = $subject AND name = $name LIMIT 1";
const char* const kInsert =
    "INSERT INTO attempts (id, operation, subject, principal, time, actor, exit, trace, name, kept, word)"
    " VALUES ($id, $operation, $subject, $principal, $time, $actor, $exit, $trace, $name, $kept, $word)";
// At most one each time: there is one more than before.
const char* const kBeyond =
    "SELECT id FROM attempts WHERE subject = $subject AND name = $name AND kept = $kept"
    " ORDER BY id DESC LIMIT 1 OFFSET $most";
const char* const kEmpty = "UPDATE attempts SET trace = $none, kept = $emptied WHERE id = $id";
// The newest ids come from indices first, so that only the traces that are wanted are read.
const char* const kOf = ATTEMPT
    " WHERE id IN (SELECT id FROM attempts WHERE subject = $id AND $id <> '' UNION"
    " SELECT id FROM attempts WHERE principal = $id AND $id <> '' UNION"
    " SELECT id FROM attempts WHERE name = $name AND $name <> '' ORDER BY 1 DESC LIMIT $limit) ORDER BY id DESC";
const char* const kWithPrefix =
    ATTEMPT " WHERE word >= $prefix AND word < $end AND word <> '' ORDER BY id LIMIT $limit";
const char* const kEach = ATTEMPT " ORDER BY id";
const char* const kCount = "SELECT COUNT(*) FROM attempts";

/// How long a trace stays: `loose` ones give way to newer loose ones, those that decided to newer such, the first
/// never.
enum Kept : std::int64_t { kLoose = 0, kDeciding = 1, kEmptied = 2, kTheFirst = 3 };
constexpr std::pair<Kept, std::int64_t> kMost[] = {{kLoose, 10}, {kDeciding, 20}};

Trace read_trace(BytesView octets) {
  Trace trace;
  trace.canonical = unpacked(octets);
  return trace;
}

Attempt from(const Row& row) {
  return {.id = row.integer(0),
          .operation = row.text(1),
          .subject = row.text(2),
          .principal = row.text(3),
          .time = row.integer(4),
          .actor = row.text(5),
          .exit = static_cast<int>(row.integer(6)),
          .trace = read_trace(row.blob_view(7)),
          .name = row.text(8),
          .decides = row.integer(9) == kDeciding,
          .word = row.text(10)};
}

/// The newest one's, as this transaction has it.
struct LastId {
  std::int64_t id;
};

/// Of those like this one that do not stay for ever, the ones before the newest lose their traces.
void empty_beyond(Write& write, const Attempt& attempt) {
  for (const auto& [kept, most] : kMost) {
    const std::int64_t id = count_of(
        write, kBeyond,
        {{"$subject", attempt.subject}, {"$name", attempt.name}, {"$kept", std::int64_t{kept}}, {"$most", most}});
    if (id != 0) write.execute(kEmpty, {{"$none", Bytes()}, {"$emptied", std::int64_t{kEmptied}}, {"$id", id}});
  }
}

}  // namespace

std::string word_of(BytesView trace_sha256) {
  constexpr char kBase32[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::string word = "t-";
  for (const std::uint8_t octet : trace_sha256.first(16)) word += kBase32[octet % 32];
  return word;
}

std::int64_t insert(Write& write, const Attempt& attempt) {
  std::optional<LastId>& last = write.noted<LastId>();
  if (!last) last = LastId{count_of(write, kLast, {})};
  const std::int64_t id = last->id + 1;
  const bool is_first = count_of(write, kEarlier, {{"$subject", attempt.subject}, {"$name", attempt.name}}) == 0;
  const Kept kept = is_first ? kTheFirst : attempt.decides ? kDeciding : kLoose;
  write.execute(kInsert,
                {{"$id", id},
                 {"$operation", attempt.operation},
                 {"$subject", attempt.subject},
                 {"$principal", attempt.principal},
                 {"$time", attempt.time},
                 {"$actor", attempt.actor},
                 {"$exit", std::int64_t{attempt.exit}},
                 {"$trace", attempt.trace.packed},
                 {"$name", attempt.name},
                 {"$kept", std::int64_t{kept}},
                 {"$word", attempt.word.empty() ? word_of(digest::sha256(attempt.trace.canonical)) : attempt.word}});
  last->id = id;
  if (!is_first) empty_beyond(write, attempt);
  return id;
}

std::vector<Attempt> of(Read& read, const std::string& id, const std::string& name, int limit) {
  return all_of(read, kOf, {{"$id", id}, {"$name", name}, {"$limit", std::int64_t{limit}}}, from);
}

std::vector<Attempt> with_prefix(Read& read, const std::string& prefix, int limit) {
  return all_of(read, kWithPrefix,
                {{"$prefix", prefix}, {"$end", end_of_prefix(prefix)}, {"$limit", std::int64_t{limit}}}, from);
}

std::int64_t count(Read& read) { return count_of(read, kCount, {}); }

void each(Read& read, const std::function<void(const Attempt&)>& fn) {
  read.query(kEach, {}, [&](const Row& row) {
    fn(from(row));
    return true;
  });
}

}  // namespace pkit::store::attempts
