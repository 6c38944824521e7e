#include "store/meta.h"

#include "base/error.h"
#include "store/entities/columns.h"

namespace pkit::store::meta {

namespace {

/// There is one row.
Cell the_only(const Meta&) { return std::int64_t{1}; }
void read_nothing(Meta&, const Row&, int) {}

using Rows = RowTable<Meta, "meta", Made<"one", the_only, read_nothing>, Column<"home_id", &Meta::home_id>,
                      Column<"test_clock", &Meta::test_clock>, Column<"created", &Meta::created>,
                      Column<"highest_time", &Meta::highest_time>, Column<"schema", &Meta::schema>>;

const char* const kCreate = Rows::insert<>;
const char* const kGet = Rows::select<" WHERE one = 1">;
const char* const kSeen = "UPDATE meta SET highest_time = $now WHERE one = 1 AND highest_time < $now";
const char* const kResetClock = "UPDATE meta SET highest_time = $now WHERE one = 1";

/// Up to when this transaction has told.
struct Seen {
  Time time;
};

}  // namespace

void create(Write& write, const Meta& meta) { write.execute(kCreate, Rows::params(meta)); }

Meta get(Read& read) {
  std::optional<Meta> found = first(read, kGet, {}, Rows::from);
  if (!found)
    throw Error(Kind::state, "store.corrupt", "the database does not know which home it is of", "restore a backup");
  return *std::move(found);
}

void reset_clock(Write& write, Time now) { write.execute(kResetClock, {{"$now", now}}); }

void seen(Write& write, Time now) {
  std::optional<Seen>& seen = write.noted<Seen>();
  if (seen && seen->time >= now) return;
  write.apply(kSeen, {{"$now", now}});
  seen = Seen{now};
}

}  // namespace pkit::store::meta
