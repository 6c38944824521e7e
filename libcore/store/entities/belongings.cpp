#include "store/belongings.h"

#include "store/entities/columns.h"

namespace pkit::store::belongings {

namespace {

const char* const kStores =
    "SELECT id, principal, path, content FROM orchestrator_stores WHERE principal = $principal ORDER BY position";
const char* const kJobs =
    "SELECT id, principal, store, content FROM orchestrator_jobs WHERE principal = $principal ORDER BY position";
const char* const kForgetJobs = "DELETE FROM orchestrator_jobs WHERE principal = $principal";
const char* const kForgetStores = "DELETE FROM orchestrator_stores WHERE principal = $principal";
const char* const kAddStore =
    "INSERT INTO orchestrator_stores (id, principal, position, path, content)"
    " VALUES ($id, $principal, $position, $path, $content)";
const char* const kAddJob =
    "INSERT INTO orchestrator_jobs (id, principal, position, store, content)"
    " VALUES ($id, $principal, $position, $store, $content)";

CertificateStore store_from(const Row& row) {
  return {.id = row.text(0), .principal = row.text(1), .path = row.text(2), .content = tree_at(row, 3)};
}

Job job_from(const Row& row) {
  return {.id = row.text(0), .principal = row.text(1), .store = reference_at(row, 2), .content = tree_at(row, 3)};
}

}  // namespace

Belongings of(Read& read, const std::string& principal) {
  return {all_of(read, kStores, {{"$principal", principal}}, store_from),
          all_of(read, kJobs, {{"$principal", principal}}, job_from)};
}

void replace(Write& write, const std::string& principal, const Belongings& belongings) {
  write.execute(kForgetJobs, {{"$principal", principal}});
  write.execute(kForgetStores, {{"$principal", principal}});
  std::int64_t position = 0;
  for (const CertificateStore& store : belongings.stores)
    write.execute(kAddStore, {{"$id", store.id},
                              {"$principal", principal},
                              {"$position", ++position},
                              {"$path", store.path},
                              {"$content", tree(store.content)}});
  for (const Job& job : belongings.jobs)
    write.execute(kAddJob, {{"$id", job.id},
                            {"$principal", principal},
                            {"$position", ++position},
                            {"$store", reference(job.store)},
                            {"$content", tree(job.content)}});
}

}  // namespace pkit::store::belongings

namespace pkit::store::blueprints {

namespace {

/// By which it is found; it is in no member.
Cell name_key(const Blueprint& blueprint) { return lower(blueprint.name); }
void read_nothing(Blueprint&, const Row&, int) {}

using Rows = RowTable<Blueprint, "blueprints", Column<"id", &Blueprint::id>, Column<"name", &Blueprint::name>,
                      Made<"name_key", name_key, read_nothing>, Column<"source", &Blueprint::source>,
                      Column<"capabilities", &Blueprint::capabilities>, Column<"content", &Blueprint::content>,
                      Column<"modified", &Blueprint::modified>, Column<"version", &Blueprint::version>>;

const char* const kInsert = Rows::insert<" ON CONFLICT (name_key) DO NOTHING">;
const char* const kUpdate =
    "UPDATE blueprints SET source = $source, capabilities = $capabilities, content = $content, modified = $modified,"
    " version = version + 1 WHERE id = $id AND version = $version";
const char* const kRemove = "DELETE FROM blueprints WHERE id = $id";
const char* const kFind = Rows::select<" WHERE name_key = $name_key">;
const char* const kAll = Rows::select<" ORDER BY name_key">;

}  // namespace

bool insert(Write& write, const Blueprint& blueprint) { return write.execute(kInsert, Rows::params(blueprint)) == 1; }

bool update(Write& write, const Blueprint& blueprint) {
  return write.execute(kUpdate,
                       Rows::only<"id", "version", "source", "capabilities", "content", "modified">(blueprint)) == 1;
}

bool remove(Write& write, const std::string& id) { return write.execute(kRemove, {{"$id", id}}) == 1; }

std::optional<Blueprint> find(Read& read, const std::string& name) {
  return first(read, kFind, {{"$name_key", lower(name)}}, Rows::from);
}

std::vector<Blueprint> all(Read& read) { return all_of(read, kAll, {}, Rows::from); }

}  // namespace pkit::store::blueprints
