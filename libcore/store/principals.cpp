#include "store/principals.h"

#include "base/error.h"
#include "store/counters.h"
#include "store/listing.h"
#include "store/query.h"

#define PRINCIPAL "SELECT id, kind, name, name_key, state, enabled, version, reason FROM principals"

namespace pkit::store::principals {

namespace {

const char* const kInsert =
    "INSERT INTO principals (id, kind, name, name_key, state, enabled, version, reason)"
    " VALUES ($id, $kind, $name, $name_key, $state, $enabled, $version, $reason)"
    " ON CONFLICT (kind, name_key) DO NOTHING";
const char* const kUpdate =
    "UPDATE principals SET state = $state, enabled = $enabled, name = $name, reason = $reason, version = version + 1"
    " WHERE id = $id AND version = $version";
const char* const kFind = PRINCIPAL " WHERE id = $id";
const char* const kFindByName = PRINCIPAL " WHERE kind = $kind AND name_key = $name_key";
const char* const kWithPrefix = PRINCIPAL " WHERE id >= $prefix AND id < $end ORDER BY id LIMIT $limit";
const char* const kEach = PRINCIPAL " WHERE ($state = '' OR state = $state) ORDER BY name_key, kind";
const char* const kEachOfKind = PRINCIPAL " WHERE kind = $kind AND ($state = '' OR state = $state) ORDER BY name_key";

Principal from(const Row& row) {
  return {.id = row.text(0),
          .kind = row.text(1),
          .name = row.text(2),
          .name_key = row.text(3),
          .state = row.text(4),
          .enabled = flag_at(row, 5),
          .version = row.integer(6),
          .reason = row.text(7)};
}

}  // namespace

void insert(Write& write, const Principal& principal) {
  const std::int64_t inserted = write.execute(kInsert, {{"$id", principal.id},
                                                        {"$kind", principal.kind},
                                                        {"$name", principal.name},
                                                        {"$name_key", principal.name_key},
                                                        {"$state", principal.state},
                                                        {"$enabled", std::int64_t{principal.enabled}},
                                                        {"$version", principal.version},
                                                        {"$reason", principal.reason}});
  if (inserted == 0) {
    throw Error(Kind::conflict, "store.constraint", principal.kind + " " + principal.name + " is there already");
  }
}

bool update(Write& write, const Principal& principal) {
  return write.execute(kUpdate, {{"$id", principal.id},
                                 {"$version", principal.version},
                                 {"$state", principal.state},
                                 {"$enabled", std::int64_t{principal.enabled}},
                                 {"$name", principal.name},
                                 {"$reason", principal.reason}}) == 1;
}

std::optional<Principal> find(Read& read, const std::string& id) { return first(read, kFind, {{"$id", id}}, from); }

std::optional<Principal> find_by_name(Read& read, const std::string& kind, const std::string& name_key) {
  return first(read, kFindByName, {{"$kind", kind}, {"$name_key", name_key}}, from);
}

std::vector<Principal> with_prefix(Read& read, const std::string& prefix, int limit) {
  return all_of(read, kWithPrefix,
                {{"$prefix", prefix}, {"$end", end_of_prefix(prefix)}, {"$limit", std::int64_t{limit}}}, from);
}

std::int64_t count(Read& read, const std::string& kind, const std::string& state) {
  return counters::number(read, "principals." + kind + "." + state);
}

void each(Read& read, const ListFilter& filter, const std::function<void(const Principal&)>& fn) {
  Listing listing(filter);
  const auto take = [&](const Row& row) { return listing.offer(row.text(2), [&] { fn(from(row)); }); };
  if (filter.kind.empty()) return read.query(kEach, {{"$state", filter.state}}, take);
  read.query(kEachOfKind, {{"$kind", filter.kind}, {"$state", filter.state}}, take);
}

}  // namespace pkit::store::principals
