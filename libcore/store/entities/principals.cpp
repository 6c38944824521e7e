#include "store/principals.h"

#include "base/error.h"
#include "store/counters.h"
#include "store/entities/columns.h"
#include "store/entities/listing.h"

namespace pkit::store::principals {

namespace {

using Rows = RowTable<Principal, "principals", Column<"id", &Principal::id>, Column<"kind", &Principal::kind>,
                      Column<"name", &Principal::name>, Column<"name_key", &Principal::name_key>,
                      Column<"state", &Principal::state>, Column<"enabled", &Principal::enabled>,
                      Column<"version", &Principal::version>, Column<"reason", &Principal::reason>>;

const char* const kInsert = Rows::insert<" ON CONFLICT (kind, name_key) DO NOTHING">;
const char* const kUpdate =
    "UPDATE principals SET state = $state, enabled = $enabled, name = $name, reason = $reason, version = version + 1"
    " WHERE id = $id AND version = $version";
const char* const kFind = Rows::select<" WHERE id = $id">;
const char* const kFindByName = Rows::select<" WHERE kind = $kind AND name_key = $name_key">;
const char* const kWithPrefix = Rows::select<" WHERE id >= $prefix AND id < $end ORDER BY id LIMIT $limit">;
const char* const kEach = Rows::select<" WHERE ($state = '' OR state = $state) ORDER BY name_key, kind">;
const char* const kEachOfKind =
    Rows::select<" WHERE kind = $kind AND ($state = '' OR state = $state) ORDER BY name_key">;

}  // namespace

void insert(Write& write, const Principal& principal) {
  const std::int64_t inserted = write.execute(kInsert, Rows::params(principal));
  if (inserted == 0) {
    throw Error(Kind::conflict, "store.constraint", principal.kind + " " + principal.name + " is there already");
  }
}

bool update(Write& write, const Principal& principal) {
  return write.execute(kUpdate, Rows::only<"id", "version", "state", "enabled", "name", "reason">(principal)) == 1;
}

std::optional<Principal> find(Read& read, const std::string& id) {
  return first(read, kFind, {{"$id", id}}, Rows::from);
}

std::optional<Principal> find_by_name(Read& read, const std::string& kind, const std::string& name_key) {
  return first(read, kFindByName, {{"$kind", kind}, {"$name_key", name_key}}, Rows::from);
}

std::vector<Principal> with_prefix(Read& read, const std::string& prefix, int limit) {
  return all_of(read, kWithPrefix,
                {{"$prefix", prefix}, {"$end", end_of_prefix(prefix)}, {"$limit", std::int64_t{limit}}}, Rows::from);
}

std::int64_t count(Read& read, const std::string& kind, const std::string& state) {
  return counters::number(read, "principals." + kind + "." + state);
}

void each(Read& read, const ListFilter& filter, const std::function<void(const Principal&)>& fn) {
  Listing listing(filter);
  const auto take = [&](const Row& row) { return listing.offer(row.text(2), [&] { fn(Rows::from(row)); }); };
  if (filter.kind.empty()) return read.query(kEach, {{"$state", filter.state}}, take);
  read.query(kEachOfKind, {{"$kind", filter.kind}, {"$state", filter.state}}, take);
}

}  // namespace pkit::store::principals
