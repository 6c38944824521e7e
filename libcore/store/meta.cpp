#include "store/meta.h"

#include "base/error.h"
#include "store/query.h"

namespace pkit::store::meta {

namespace {

const char* const kCreate =
    "INSERT INTO meta (one, home_id, test_clock, created, highest_time, schema)"
    " VALUES (1, $home_id, $test_clock, $created, $highest_time, $schema)";
const char* const kGet = "SELECT home_id, test_clock, created, highest_time, schema FROM meta WHERE one = 1";
const char* const kSeen = "UPDATE meta SET highest_time = $now WHERE one = 1 AND highest_time < $now";
const char* const kResetClock = "UPDATE meta SET highest_time = $now WHERE one = 1";

Meta from(const Row& row) {
  return {.home_id = row.blob(0),
          .test_clock = flag_at(row, 1),
          .created = row.integer(2),
          .highest_time = row.integer(3),
          .schema = row.integer(4)};
}

}  // namespace

void create(Write& write, const Meta& meta) {
  write.execute(kCreate, {{"$home_id", meta.home_id},
                          {"$test_clock", std::int64_t{meta.test_clock}},
                          {"$created", meta.created},
                          {"$highest_time", meta.highest_time},
                          {"$schema", meta.schema}});
}

Meta get(Read& read) {
  std::optional<Meta> found = first(read, kGet, {}, from);
  if (!found)
    throw Error(Kind::state, "store.corrupt", "the database does not know which home it is of", "restore a backup");
  return *std::move(found);
}

void reset_clock(Write& write, Time now) { write.execute(kResetClock, {{"$now", now}}); }

void seen(Write& write, Time now) { write.execute(kSeen, {{"$now", now}}); }

}  // namespace pkit::store::meta
