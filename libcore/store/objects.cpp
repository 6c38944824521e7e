#include "store/query.h"
#include "store/state_words.h"
#include "store/vaults.h"

#define OBJECT "o.id, o.vault, o.name, o.version, o.state, o.size, o.stored, o.retained_until"

namespace pkit::store {

namespace {

constexpr StateWords<ObjectState, 2> kObjectStates{"an object", {"arriving", "whole"}};

Object object_from(const Row& row) {
  return {.id = row.text(0),
          .vault = row.integer(1),
          .name = row.text(2),
          .version = row.integer(3),
          .state = kObjectStates.read(row.text(4)),
          .size = row.integer(5),
          .stored = row.integer(6),
          .retained_until = time_at(row, 7)};
}

}  // namespace

const char* state_word(ObjectState state) { return kObjectStates.word(state); }

namespace objects {

namespace {

const char* const kInsert =
    "INSERT INTO objects (id, vault, name, version, state, size, stored, retained_until)"
    " VALUES ($id, $vault, $name, $version, $state, $size, $stored, $retained_until)";
const char* const kFind = "SELECT " OBJECT " FROM objects o WHERE o.id = $id";
const char* const kCurrent =
    "SELECT " OBJECT " FROM objects o WHERE o.vault = $vault AND o.name = $name AND o.state = 'whole'";
const char* const kVersion = "SELECT " OBJECT
                             " FROM objects o WHERE o.vault = $vault AND o.name = $name AND o.version = $version"
                             " AND o.state = $state";
const char* const kHighest = "SELECT COALESCE(MAX(version), 0) FROM objects WHERE vault = $vault AND name = $name";
const char* const kOfVault =
    "SELECT " OBJECT " FROM objects o WHERE o.vault = $vault AND o.state = 'whole' ORDER BY o.name";
const char* const kOctets =
    "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM objects WHERE vault = $vault AND state = 'whole'";
const char* const kEvery = "SELECT " OBJECT " FROM objects o ORDER BY o.id";
const char* const kArrivingIn =
    "SELECT " OBJECT " FROM objects o WHERE o.state = 'arriving' AND o.vault = $vault ORDER BY o.id";
const char* const kArriving =
    "SELECT " OBJECT " FROM objects o WHERE o.state = 'arriving' AND o.stored < $time ORDER BY o.id";
const char* const kComplete =
    "UPDATE objects SET state = 'whole', size = $size, stored = $stored, retained_until = $retained_until"
    " WHERE id = $id AND state = 'arriving'";
const char* const kEraseWrap = "DELETE FROM wraps WHERE object = $id";
const char* const kErase = "DELETE FROM objects WHERE id = $id";

}  // namespace

void insert(Write& write, const Object& object) {
  write.execute(kInsert, {{"$id", object.id},
                          {"$vault", object.vault},
                          {"$name", object.name},
                          {"$version", object.version},
                          {"$state", state_word(object.state)},
                          {"$size", object.size},
                          {"$stored", object.stored},
                          {"$retained_until", time_or_null(object.retained_until)}});
}

std::optional<Object> find(Read& read, const std::string& id) { return first(read, kFind, {{"$id", id}}, object_from); }

std::optional<Object> current(Read& read, std::int64_t vault, const std::string& name) {
  return first(read, kCurrent, {{"$vault", vault}, {"$name", name}}, object_from);
}

std::optional<Object> version(Read& read, std::int64_t vault, const std::string& name, std::int64_t version,
                              ObjectState state) {
  return first(read, kVersion,
               {{"$vault", vault}, {"$name", name}, {"$version", version}, {"$state", state_word(state)}}, object_from);
}

std::int64_t highest_version(Read& read, std::int64_t vault, const std::string& name) {
  return count_of(read, kHighest, {{"$vault", vault}, {"$name", name}});
}

std::vector<Object> of_vault(Read& read, std::int64_t vault) {
  return all_of(read, kOfVault, {{"$vault", vault}}, object_from);
}

std::int64_t octets_in(Read& read, std::int64_t vault) { return count_of(read, kOctets, {{"$vault", vault}}); }

void each(Read& read, const std::function<void(const Object&)>& fn) {
  read.query(kEvery, {}, [&](const Row& row) {
    fn(object_from(row));
    return true;
  });
}

std::vector<Object> arriving_in(Read& read, std::int64_t vault) {
  return all_of(read, kArrivingIn, {{"$vault", vault}}, object_from);
}

std::vector<Object> arriving_before(Read& read, Time time) {
  return all_of(read, kArriving, {{"$time", time}}, object_from);
}

bool complete(Write& write, const Object& object) {
  return write.execute(kComplete, {{"$id", object.id},
                                   {"$size", object.size},
                                   {"$stored", object.stored},
                                   {"$retained_until", time_or_null(object.retained_until)}}) == 1;
}

void erase(Write& write, const std::string& id) {
  write.execute(kEraseWrap, {{"$id", id}});
  write.execute(kErase, {{"$id", id}});
}

}  // namespace objects

namespace wraps {

namespace {

const char* const kInsert =
    "INSERT INTO wraps (object, key_id, envelope, signature) VALUES ($object, $key_id, $envelope, $signature)";
const char* const kFind = "SELECT object, key_id, envelope, signature FROM wraps WHERE object = $object";
const char* const kReplace =
    "UPDATE wraps SET key_id = $key_id, envelope = $envelope, signature = $signature WHERE object = $object";
#define OWNED                                                                           \
  " FROM wraps w JOIN objects o ON o.id = w.object JOIN vaults v ON v.number = o.vault" \
  " WHERE v.owner = $owner AND o.state = 'whole' AND o.id > $id ORDER BY o.id"
#define SIDE(position) "(SELECT s.name FROM vaults s WHERE s.mirror = v.mirror AND s.position = '" position "')"
const char* const kOfOwner =
    "SELECT " OBJECT
    ", w.object, w.key_id, w.envelope, w.signature,"
    " COALESCE(" SIDE("position1") " || '+' || " SIDE("position2") ", v.name)" OWNED " LIMIT $most";
const char* const kObjectsOfOwner = "SELECT o.id" OWNED;

StoredWrap from(const Row& row, int first_column) {
  return {.object = row.text(first_column),
          .key_id = row.text(first_column + 1),
          .envelope = row.blob(first_column + 2),
          .signature = row.blob(first_column + 3)};
}

std::int64_t store(Write& write, const char* sql, const StoredWrap& wrap) {
  return write.execute(sql, {{"$object", wrap.object},
                             {"$key_id", wrap.key_id},
                             {"$envelope", wrap.envelope},
                             {"$signature", wrap.signature}});
}

}  // namespace

void insert(Write& write, const StoredWrap& wrap) { store(write, kInsert, wrap); }

std::optional<StoredWrap> find(Read& read, const std::string& object) {
  return first(read, kFind, {{"$object", object}}, [](const Row& row) { return from(row, 0); });
}

bool replace(Write& write, const StoredWrap& wrap) { return store(write, kReplace, wrap) == 1; }

std::vector<Owned> of_owner(Read& read, const std::string& principal, const std::string& id, std::int64_t most) {
  return all_of(read, kOfOwner, {{"$owner", principal}, {"$id", id}, {"$most", most}}, [](const Row& row) {
    return Owned{from(row, 8), object_from(row), row.text(12)};
  });
}

std::vector<std::string> objects_of_owner(Read& read, const std::string& principal) {
  return all_of(read, kObjectsOfOwner, {{"$owner", principal}, {"$id", ""}},
                [](const Row& row) { return row.text(0); });
}

}  // namespace wraps

}  // namespace pkit::store
