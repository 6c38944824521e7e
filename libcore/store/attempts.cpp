#include "base/error.h"
#include "store/query.h"
#include "store/registrations.h"

namespace pkit::store::attempts {

namespace {

// The id is made here and not by the engine: writers take turns.
const char* const kInsert =
    "INSERT INTO attempts (id, operation, subject, principal, time, actor, exit, trace)"
    " SELECT COALESCE(MAX(id), 0) + 1, $operation, $subject, $principal, $time, $actor, $exit, $trace FROM attempts"
    " RETURNING id";
// The newest ids come from two indices first, so that only the traces that are wanted are read.
const char* const kOf =
    "SELECT id, operation, subject, principal, time, actor, exit, trace FROM attempts WHERE id IN"
    " (SELECT id FROM attempts WHERE subject = $id UNION SELECT id FROM attempts WHERE principal = $id"
    " ORDER BY 1 DESC LIMIT $limit) ORDER BY id DESC";
const char* const kEach =
    "SELECT id, operation, subject, principal, time, actor, exit, trace FROM attempts ORDER BY id";

Attempt from(const Row& row) {
  return {.id = row.integer(0),
          .operation = row.text(1),
          .subject = row.text(2),
          .principal = row.text(3),
          .time = row.integer(4),
          .actor = row.text(5),
          .exit = static_cast<int>(row.integer(6)),
          .trace = row.text(7)};
}

}  // namespace

std::int64_t insert(Write& write, const Attempt& attempt) {
  return count_of(write, kInsert,
                  {{"$operation", attempt.operation},
                   {"$subject", attempt.subject},
                   {"$principal", attempt.principal},
                   {"$time", attempt.time},
                   {"$actor", attempt.actor},
                   {"$exit", std::int64_t{attempt.exit}},
                   {"$trace", attempt.trace}});
}

std::vector<Attempt> of(Read& read, const std::string& id, int limit) {
  return all_of(read, kOf, {{"$id", id}, {"$limit", std::int64_t{limit}}}, from);
}

void each(Read& read, const std::function<void(const Attempt&)>& fn) {
  read.query(kEach, {}, [&](const Row& row) {
    fn(from(row));
    return true;
  });
}

}  // namespace pkit::store::attempts
