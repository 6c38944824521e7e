#include "store/belongings.h"

#include "store/query.h"

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

const char* const kInsert =
    "INSERT INTO blueprints (id, name, name_key, source, capabilities, content, modified, version)"
    " VALUES ($id, $name, $name_key, $source, $capabilities, $content, $modified, 1)"
    " ON CONFLICT (name_key) DO NOTHING";
const char* const kUpdate =
    "UPDATE blueprints SET source = $source, capabilities = $capabilities, content = $content, modified = $modified,"
    " version = version + 1 WHERE id = $id AND version = $version";
const char* const kRemove = "DELETE FROM blueprints WHERE id = $id";
const char* const kFind =
    "SELECT id, name, source, capabilities, content, modified, version FROM blueprints WHERE name_key = $name_key";
const char* const kAll =
    "SELECT id, name, source, capabilities, content, modified, version FROM blueprints ORDER BY name_key";

Blueprint from(const Row& row) {
  return {.id = row.text(0),
          .name = row.text(1),
          .source = row.text(2),
          .capabilities = tree_at(row, 3),
          .content = tree_at(row, 4),
          .modified = row.integer(5),
          .version = row.integer(6)};
}

}  // namespace

bool insert(Write& write, const Blueprint& blueprint) {
  return write.execute(kInsert, {{"$id", blueprint.id},
                                 {"$name", blueprint.name},
                                 {"$name_key", lower(blueprint.name)},
                                 {"$source", blueprint.source},
                                 {"$capabilities", tree(blueprint.capabilities)},
                                 {"$content", tree(blueprint.content)},
                                 {"$modified", blueprint.modified}}) == 1;
}

bool update(Write& write, const Blueprint& blueprint) {
  return write.execute(kUpdate, {{"$id", blueprint.id},
                                 {"$version", blueprint.version},
                                 {"$source", blueprint.source},
                                 {"$capabilities", tree(blueprint.capabilities)},
                                 {"$content", tree(blueprint.content)},
                                 {"$modified", blueprint.modified}}) == 1;
}

bool remove(Write& write, const std::string& id) { return write.execute(kRemove, {{"$id", id}}) == 1; }

std::optional<Blueprint> find(Read& read, const std::string& name) {
  return first(read, kFind, {{"$name_key", lower(name)}}, from);
}

std::vector<Blueprint> all(Read& read) { return all_of(read, kAll, {}, from); }

}  // namespace pkit::store::blueprints
