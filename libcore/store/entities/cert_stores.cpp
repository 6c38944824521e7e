#include "store/cert_stores.h"

#include "store/entities/columns.h"
#include "store/entities/state_words.h"

#define STORE_CHANGE "SELECT id, store, operation, alias, state, files, started FROM cert_store_changes"

namespace pkit::store {

namespace {

constexpr StateWords<CertStoreState, 2> kStoreStates{"a certificate store", {"kept", "found"}};
constexpr StateWords<StoreChangeState, 3> kChangeStates{"a store's change", {"open", "done", "undone"}};

}  // namespace

const char* state_word(CertStoreState state) { return kStoreStates.word(state); }

const char* state_word(StoreChangeState state) { return kChangeStates.word(state); }

namespace cert_stores {

namespace {

using Rows = RowTable<CertStore, "cert_stores", Column<"id", &CertStore::id>, Column<"name", &CertStore::name>,
                      Column<"kind", &CertStore::kind>, Column<"path", &CertStore::path>,
                      Column<"key_path", &CertStore::key_path>, Column<"alias", &CertStore::alias>,
                      Column<"password", &CertStore::password>, Column<"reload", &CertStore::reload>,
                      Column<"prove", &CertStore::prove>, Column<"on_failure", &CertStore::on_failure>,
                      Word<"state", &CertStore::state, kStoreStates>, Column<"inventory", &CertStore::inventory>,
                      Column<"inventoried_at", &CertStore::inventoried>, Column<"created", &CertStore::created>,
                      Column<"version", &CertStore::version>>;

const char* const kInsert = Rows::insert<>;
const char* const kFind = Rows::select<" WHERE id = $word OR name = $word">;
const char* const kFindPath = Rows::select<" WHERE path = $path">;
const char* const kAll = Rows::select<" ORDER BY name">;
const char* const kTakeInventory =
    "UPDATE cert_stores SET inventory = $inventory, inventoried_at = $inventoried_at, version = version + 1"
    " WHERE id = $id AND version = $version";

const char* const kApprove =
    "UPDATE cert_stores SET name = $name, key_path = $key_path, alias = $alias, password = $password, reload = $reload,"
    " prove = $prove, on_failure = $on_failure, state = 'kept', version = version + 1"
    " WHERE id = $id AND version = $version AND state = 'found'";
const char* const kEraseChanges = "DELETE FROM cert_store_changes WHERE store = $id";
const char* const kErase = "DELETE FROM cert_stores WHERE id = $id";

}  // namespace

void insert(Write& write, const CertStore& store) { write.execute(kInsert, Rows::params(store)); }

std::optional<CertStore> find(Read& read, const std::string& word) {
  return first(read, kFind, {{"$word", word}}, Rows::from);
}

std::optional<CertStore> find_path(Read& read, const std::string& path) {
  return first(read, kFindPath, {{"$path", path}}, Rows::from);
}

std::vector<CertStore> all(Read& read) { return all_of(read, kAll, {}, Rows::from); }

bool approve(Write& write, const CertStore& store) {
  return write.execute(
             kApprove,
             Rows::only<"id", "name", "key_path", "alias", "password", "reload", "prove", "on_failure", "version">(
                 store)) == 1;
}

bool erase(Write& write, const std::string& id) {
  write.execute(kEraseChanges, {{"$id", id}});
  return write.execute(kErase, {{"$id", id}}) == 1;
}

bool take_inventory(Write& write, const CertStore& store) {
  return write.execute(kTakeInventory, Rows::only<"id", "inventory", "inventoried_at", "version">(store)) == 1;
}

}  // namespace cert_stores

namespace store_changes {

namespace {

const char* const kInsert =
    "INSERT INTO cert_store_changes (id, store, position, operation, alias, state, files, started)"
    " VALUES ($id, $store, (SELECT COALESCE(MAX(position), 0) + 1 FROM cert_store_changes WHERE store = $store),"
    " $operation, $alias, 'open', $files, $started)";
const char* const kClose = "UPDATE cert_store_changes SET state = $state WHERE id = $id AND state = 'open'";
const char* const kOpenOne = STORE_CHANGE " WHERE store = $store AND state = 'open'";
const char* const kAllOpen = STORE_CHANGE " WHERE state = 'open'";
const char* const kLastDone = STORE_CHANGE " WHERE store = $store AND state = 'done' ORDER BY position DESC LIMIT 1";

StoreChange store_change_from(const Row& row) {
  StoreChange change{.id = row.text(0),
                     .store = row.text(1),
                     .operation = row.text(2),
                     .alias = row.text(3),
                     .state = kChangeStates.read(row.text(4)),
                     .files = {},
                     .started = row.integer(6)};
  const Value files = tree_at(row, 5);
  for (const Value& file : files.items())
    change.files.push_back({file.text_or("path"), file.text_or("slot"), file.text_or("before"), file.text_or("after")});
  return change;
}

std::string files_tree(const std::vector<ChangedFile>& files) {
  Value list = Value::list();
  for (const ChangedFile& file : files)
    list.push(Value::map({{"path", file.path}, {"slot", file.slot}, {"before", file.before}, {"after", file.after}}));
  return tree(list);
}

}  // namespace

void insert(Write& write, const StoreChange& change) {
  write.execute(kInsert, {{"$id", change.id},
                          {"$store", change.store},
                          {"$operation", change.operation},
                          {"$alias", change.alias},
                          {"$files", files_tree(change.files)},
                          {"$started", change.started}});
}

bool close(Write& write, const std::string& id, StoreChangeState state) {
  return write.execute(kClose, {{"$id", id}, {"$state", state_word(state)}}) == 1;
}

std::vector<StoreChange> all_open(Read& read) { return all_of(read, kAllOpen, {}, store_change_from); }

std::optional<StoreChange> open_one(Read& read, const std::string& store) {
  return first(read, kOpenOne, {{"$store", store}}, store_change_from);
}

std::optional<StoreChange> last_done(Read& read, const std::string& store) {
  return first(read, kLastDone, {{"$store", store}}, store_change_from);
}

}  // namespace store_changes

}  // namespace pkit::store
