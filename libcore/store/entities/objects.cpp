#include "store/entities/columns.h"
#include "store/entities/state_words.h"
#include "store/vaults.h"

namespace pkit::store {

namespace {

constexpr StateWords<ObjectState, 2> kObjectStates{"an object", {"arriving", "whole"}};

using ObjectRows = RowTable<Object, "objects", Column<"id", &Object::id>, Column<"vault", &Object::vault>,
                            Column<"name", &Object::name>, Column<"version", &Object::version>,
                            Word<"state", &Object::state, kObjectStates>, Column<"size", &Object::size>,
                            Column<"stored", &Object::stored>, Column<"retained_until", &Object::retained_until>>;

}  // namespace

const char* state_word(ObjectState state) { return kObjectStates.word(state); }

namespace objects {

namespace {

const char* const kInsert = ObjectRows::insert<>;
const char* const kFind = ObjectRows::select_as<"o.", " FROM objects o WHERE o.id = $id">;
const char* const kCurrent =
    ObjectRows::select_as<"o.", " FROM objects o WHERE o.vault = $vault AND o.name = $name AND o.state = 'whole'">;
const char* const kVersion =
    ObjectRows::select_as<"o.",
                          " FROM objects o WHERE o.vault = $vault AND o.name = $name AND o.version = $version"
                          " AND o.state = $state">;
const char* const kHighest = "SELECT COALESCE(MAX(version), 0) FROM objects WHERE vault = $vault AND name = $name";
const char* const kOfVault =
    ObjectRows::select_as<"o.", " FROM objects o WHERE o.vault = $vault AND o.state = 'whole' ORDER BY o.name">;
const char* const kPage =
    ObjectRows::select_as<"o.",
                          " FROM objects o WHERE o.vault = $vault AND o.state = 'whole' AND o.name > $after"
                          " ORDER BY o.name LIMIT $most">;
const char* const kOctets =
    "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM objects WHERE vault = $vault AND state = 'whole'";
const char* const kEvery = ObjectRows::select_as<"o.", " FROM objects o ORDER BY o.id">;
const char* const kArrivingIn =
    ObjectRows::select_as<"o.", " FROM objects o WHERE o.state = 'arriving' AND o.vault = $vault ORDER BY o.id">;
const char* const kArriving =
    ObjectRows::select_as<"o.", " FROM objects o WHERE o.state = 'arriving' AND o.stored < $time ORDER BY o.id">;
const char* const kComplete =
    "UPDATE objects SET state = 'whole', size = $size, stored = $stored, retained_until = $retained_until"
    " WHERE id = $id AND state = 'arriving'";
const char* const kEraseWrap = "DELETE FROM wraps WHERE object = $id";
const char* const kErase = "DELETE FROM objects WHERE id = $id";

}  // namespace

void insert(Write& write, const Object& object) { write.execute(kInsert, ObjectRows::params(object)); }

std::optional<Object> find(Read& read, const std::string& id) {
  return first(read, kFind, {{"$id", id}}, ObjectRows::from);
}

std::optional<Object> current(Read& read, std::int64_t vault, const std::string& name) {
  return first(read, kCurrent, {{"$vault", vault}, {"$name", name}}, ObjectRows::from);
}

std::optional<Object> version(Read& read, std::int64_t vault, const std::string& name, std::int64_t version,
                              ObjectState state) {
  return first(read, kVersion,
               {{"$vault", vault}, {"$name", name}, {"$version", version}, {"$state", state_word(state)}},
               ObjectRows::from);
}

std::int64_t highest_version(Read& read, std::int64_t vault, const std::string& name) {
  return count_of(read, kHighest, {{"$vault", vault}, {"$name", name}});
}

std::vector<Object> of_vault(Read& read, std::int64_t vault) {
  return all_of(read, kOfVault, {{"$vault", vault}}, ObjectRows::from);
}

std::vector<Object> page_of(Read& read, std::int64_t vault, const std::string& after, std::int64_t most) {
  return all_of(read, kPage, {{"$vault", vault}, {"$after", after}, {"$most", most}}, ObjectRows::from);
}

std::int64_t octets_in(Read& read, std::int64_t vault) { return count_of(read, kOctets, {{"$vault", vault}}); }

void each(Read& read, const std::function<void(const Object&)>& fn) {
  read.query(kEvery, {}, [&](const Row& row) {
    fn(ObjectRows::from(row));
    return true;
  });
}

std::vector<Object> arriving_in(Read& read, std::int64_t vault) {
  return all_of(read, kArrivingIn, {{"$vault", vault}}, ObjectRows::from);
}

std::vector<Object> arriving_before(Read& read, Time time) {
  return all_of(read, kArriving, {{"$time", time}}, ObjectRows::from);
}

bool complete(Write& write, const Object& object) {
  return write.execute(kComplete, ObjectRows::only<"id", "size", "stored", "retained_until">(object)) == 1;
}

void erase(Write& write, const std::string& id) {
  write.execute(kEraseWrap, {{"$id", id}});
  write.execute(kErase, {{"$id", id}});
}

}  // namespace objects

namespace wraps {

namespace {

using Rows = RowTable<StoredWrap, "wraps", Column<"object", &StoredWrap::object>, Column<"key_id", &StoredWrap::key_id>,
                      Column<"envelope", &StoredWrap::envelope>, Column<"signature", &StoredWrap::signature>>;

const char* const kInsert = Rows::insert<>;
const char* const kFind = Rows::select<" WHERE object = $object">;
const char* const kReplace =
    "UPDATE wraps SET key_id = $key_id, envelope = $envelope, signature = $signature WHERE object = $object";
#define OWNED                                                                           \
  " FROM wraps w JOIN objects o ON o.id = w.object JOIN vaults v ON v.number = o.vault" \
  " WHERE v.owner = $owner AND o.state = 'whole' AND o.id > $id ORDER BY o.id"
#define SIDE(position) "(SELECT s.name FROM vaults s WHERE s.mirror = v.mirror AND s.position = '" position "')"
const char* const kOfOwner =
    ObjectRows::select_as<"o.",
                          ", w.object, w.key_id, w.envelope, w.signature,"
                          " COALESCE(" SIDE("position1") " || '+' || " SIDE("position2") ", v.name)" OWNED
                                                                                         " LIMIT $most">;
const char* const kObjectsOfOwner = "SELECT o.id" OWNED;

}  // namespace

void insert(Write& write, const StoredWrap& wrap) { write.execute(kInsert, Rows::params(wrap)); }

std::optional<StoredWrap> find(Read& read, const std::string& object) {
  return first(read, kFind, {{"$object", object}}, [](const Row& row) { return Rows::from(row); });
}

bool replace(Write& write, const StoredWrap& wrap) { return write.execute(kReplace, Rows::params(wrap)) == 1; }

std::vector<Owned> of_owner(Read& read, const std::string& principal, const std::string& id, std::int64_t most) {
  return all_of(read, kOfOwner, {{"$owner", principal}, {"$id", id}, {"$most", most}}, [](const Row& row) {
    return Owned{Rows::from_column(row, ObjectRows::kCount), ObjectRows::from(row),
                 row.text(ObjectRows::kCount + Rows::kCount)};
  });
}

std::vector<std::string> objects_of_owner(Read& read, const std::string& principal) {
  return all_of(read, kObjectsOfOwner, {{"$owner", principal}, {"$id", ""}},
                [](const Row& row) { return row.text(0); });
}

}  // namespace wraps

}  // namespace pkit::store
