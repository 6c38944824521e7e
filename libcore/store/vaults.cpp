#include "store/vaults.h"

#include "store/query.h"

namespace pkit::store {

namespace {

Cell number_or_null(std::int64_t number) { return number == 0 ? Cell() : Cell(number); }
std::int64_t number_at(const Row& row, int column) { return row.is_null(column) ? 0 : row.integer(column); }

}  // namespace

namespace vault_templates {

namespace {

#define TEMPLATE "SELECT number, name, mirror, retention, quota, created FROM vault_templates"

const char* const kNext = "SELECT COALESCE(MAX(number), 0) + 1 FROM vault_templates";
const char* const kInsert =
    "INSERT INTO vault_templates (number, name, mirror, retention, quota, created)"
    " VALUES ($number, $name, $mirror, $retention, $quota, $created)";
const char* const kFind = TEMPLATE " WHERE number = $number";
const char* const kFindByName = TEMPLATE " WHERE name = $name";
const char* const kAll = TEMPLATE " ORDER BY number";

VaultTemplate from(const Row& row) {
  return {.number = row.integer(0),
          .name = row.text(1),
          .mirror = flag_at(row, 2),
          .retention = row.integer(3),
          .quota = row.integer(4),
          .created = row.integer(5)};
}

}  // namespace

std::int64_t insert(Write& write, const VaultTemplate& made) {
  const std::int64_t number = count_of(write, kNext, {});
  write.execute(kInsert, {{"$number", number},
                          {"$name", made.name},
                          {"$mirror", std::int64_t{made.mirror}},
                          {"$retention", made.retention},
                          {"$quota", made.quota},
                          {"$created", made.created}});
  return number;
}

std::optional<VaultTemplate> find(Read& read, std::int64_t number) {
  return first(read, kFind, {{"$number", number}}, from);
}

std::optional<VaultTemplate> find_by_name(Read& read, const std::string& name) {
  return first(read, kFindByName, {{"$name", name}}, from);
}

std::vector<VaultTemplate> all(Read& read) { return all_of(read, kAll, {}, from); }

}  // namespace vault_templates

namespace mirrors {

namespace {

#define MIRROR "SELECT number, name, owner, template, created FROM mirrors"

const char* const kNext = "SELECT COALESCE(MAX(number), 0) + 1 FROM mirrors";
const char* const kInsert =
    "INSERT INTO mirrors (number, name, owner, template, created) VALUES ($number, $name, $owner, $template, $created)";
const char* const kFind = MIRROR " WHERE number = $number";
const char* const kFindByName = MIRROR " WHERE name = $name";

Mirror from(const Row& row) {
  return {.number = row.integer(0),
          .name = row.text(1),
          .owner = row.text(2),
          .template_number = row.integer(3),
          .created = row.integer(4)};
}

}  // namespace

std::int64_t insert(Write& write, const Mirror& mirror) {
  const std::int64_t number = count_of(write, kNext, {});
  write.execute(kInsert, {{"$number", number},
                          {"$name", mirror.name},
                          {"$owner", mirror.owner},
                          {"$template", mirror.template_number},
                          {"$created", mirror.created}});
  return number;
}

std::optional<Mirror> find(Read& read, std::int64_t number) { return first(read, kFind, {{"$number", number}}, from); }

std::optional<Mirror> find_by_name(Read& read, const std::string& name) {
  return first(read, kFindByName, {{"$name", name}}, from);
}

}  // namespace mirrors

namespace vaults {

namespace {

#define VAULT                                                                                                 \
  "SELECT number, name, owner, description, provisioning_code, template, mirror, position, retention, quota," \
  " created FROM vaults"

const char* const kNext = "UPDATE vault_numbers SET number = number + 1 WHERE one = 1";
const char* const kTaken = "SELECT number FROM vault_numbers WHERE one = 1";
const char* const kInsert =
    "INSERT INTO vaults (number, name, owner, description, provisioning_code, template, mirror, position, retention,"
    " quota, created) VALUES ($number, $name, $owner, $description, $provisioning_code, $template, $mirror, $position,"
    " $retention, $quota, $created)";
const char* const kFind = VAULT " WHERE number = $number";
const char* const kFindByName = VAULT " WHERE name = $name";
const char* const kOfOwner = VAULT " WHERE owner = $owner ORDER BY number";
const char* const kOfMirror = VAULT " WHERE mirror = $mirror ORDER BY position";
const char* const kFindByCode = VAULT " WHERE provisioning_code = $code";
const char* const kErase = "DELETE FROM vaults WHERE number = $number";

Vault from(const Row& row) {
  return {.number = row.integer(0),
          .name = row.text(1),
          .owner = row.text(2),
          .description = row.text(3),
          .provisioning_code = row.text(4),
          .template_number = row.integer(5),
          .mirror = number_at(row, 6),
          .position = row.text(7),
          .retention = row.integer(8),
          .quota = row.integer(9),
          .created = row.integer(10)};
}

}  // namespace

std::int64_t insert(Write& write, const Vault& vault) {
  // A deleted vault's number is never another's.
  write.execute(kNext, {});
  const std::int64_t number = count_of(write, kTaken, {});
  write.execute(kInsert, {{"$number", number},
                          {"$name", vault.name},
                          {"$owner", vault.owner},
                          {"$description", vault.description},
                          {"$provisioning_code", vault.provisioning_code},
                          {"$template", vault.template_number},
                          {"$mirror", number_or_null(vault.mirror)},
                          {"$position", vault.position},
                          {"$retention", vault.retention},
                          {"$quota", vault.quota},
                          {"$created", vault.created}});
  return number;
}

std::optional<Vault> find(Read& read, std::int64_t number) { return first(read, kFind, {{"$number", number}}, from); }

std::optional<Vault> find_by_name(Read& read, const std::string& name) {
  return first(read, kFindByName, {{"$name", name}}, from);
}

std::vector<Vault> of_owner(Read& read, const std::string& principal) {
  return all_of(read, kOfOwner, {{"$owner", principal}}, from);
}

std::vector<Vault> of_mirror(Read& read, std::int64_t mirror) {
  return all_of(read, kOfMirror, {{"$mirror", mirror}}, from);
}

std::optional<Vault> find_by_code(Read& read, const std::string& provisioning_code) {
  return first(read, kFindByCode, {{"$code", provisioning_code}}, from);
}

void erase(Write& write, std::int64_t number) { write.execute(kErase, {{"$number", number}}); }

}  // namespace vaults

}  // namespace pkit::store
