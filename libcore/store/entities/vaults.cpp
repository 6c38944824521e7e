#include "store/vaults.h"

#include "store/entities/columns.h"

namespace pkit::store {

namespace vault_templates {

namespace {

using Rows = RowTable<VaultTemplate, "vault_templates", Column<"number", &VaultTemplate::number>,
                      Column<"name", &VaultTemplate::name>, Column<"mirror", &VaultTemplate::mirror>,
                      Column<"retention", &VaultTemplate::retention>, Column<"quota", &VaultTemplate::quota>,
                      Column<"created", &VaultTemplate::created>>;

const char* const kNext = "SELECT COALESCE(MAX(number), 0) + 1 FROM vault_templates";
const char* const kInsert = Rows::insert<>;
const char* const kFind = Rows::select<" WHERE number = $number">;
const char* const kFindByName = Rows::select<" WHERE name = $name">;
const char* const kAll = Rows::select<" ORDER BY number">;

}  // namespace

std::int64_t insert(Write& write, const VaultTemplate& made) {
  VaultTemplate numbered = made;
  numbered.number = count_of(write, kNext, {});
  write.execute(kInsert, Rows::params(numbered));
  return numbered.number;
}

std::optional<VaultTemplate> find(Read& read, std::int64_t number) {
  return first(read, kFind, {{"$number", number}}, Rows::from);
}

std::optional<VaultTemplate> find_by_name(Read& read, const std::string& name) {
  return first(read, kFindByName, {{"$name", name}}, Rows::from);
}

std::vector<VaultTemplate> all(Read& read) { return all_of(read, kAll, {}, Rows::from); }

}  // namespace vault_templates

namespace mirrors {

namespace {

using Rows = RowTable<Mirror, "mirrors", Column<"number", &Mirror::number>, Column<"name", &Mirror::name>,
                      Column<"owner", &Mirror::owner>, Column<"template", &Mirror::template_number>,
                      Column<"created", &Mirror::created>>;

const char* const kNext = "SELECT COALESCE(MAX(number), 0) + 1 FROM mirrors";
const char* const kInsert = Rows::insert<>;
const char* const kFind = Rows::select<" WHERE number = $number">;
const char* const kFindByName = Rows::select<" WHERE name = $name">;

}  // namespace

std::int64_t insert(Write& write, const Mirror& mirror) {
  Mirror numbered = mirror;
  numbered.number = count_of(write, kNext, {});
  write.execute(kInsert, Rows::params(numbered));
  return numbered.number;
}

std::optional<Mirror> find(Read& read, std::int64_t number) {
  return first(read, kFind, {{"$number", number}}, Rows::from);
}

std::optional<Mirror> find_by_name(Read& read, const std::string& name) {
  return first(read, kFindByName, {{"$name", name}}, Rows::from);
}

}  // namespace mirrors

namespace vaults {

namespace {

/// None is NULL.
Cell mirror_of(const Vault& vault) { return vault.mirror == 0 ? Cell() : Cell(vault.mirror); }
void read_mirror(Vault& vault, const Row& row, int column) {
  vault.mirror = row.is_null(column) ? 0 : row.integer(column);
}

using Rows = RowTable<Vault, "vaults", Column<"number", &Vault::number>, Column<"name", &Vault::name>,
                      Column<"owner", &Vault::owner>, Column<"description", &Vault::description>,
                      Column<"provisioning_code", &Vault::provisioning_code>,
                      Column<"template", &Vault::template_number>, Made<"mirror", mirror_of, read_mirror>,
                      Column<"position", &Vault::position>, Column<"retention", &Vault::retention>,
                      Column<"quota", &Vault::quota>, Column<"created", &Vault::created>>;

const char* const kNext = "UPDATE vault_numbers SET number = number + 1 WHERE one = 1";
const char* const kTaken = "SELECT number FROM vault_numbers WHERE one = 1";
const char* const kInsert = Rows::insert<>;
const char* const kFind = Rows::select<" WHERE number = $number">;
const char* const kFindByName = Rows::select<" WHERE name = $name">;
const char* const kOfOwner = Rows::select<" WHERE owner = $owner ORDER BY number">;
const char* const kOfMirror = Rows::select<" WHERE mirror = $mirror ORDER BY position">;
const char* const kFindByCode = Rows::select<" WHERE provisioning_code = $code">;
const char* const kErase = "DELETE FROM vaults WHERE number = $number";

}  // namespace

std::int64_t insert(Write& write, const Vault& vault) {
  // A deleted vault's number is never another's.
  write.execute(kNext, {});
  Vault numbered = vault;
  numbered.number = count_of(write, kTaken, {});
  write.execute(kInsert, Rows::params(numbered));
  return numbered.number;
}

std::optional<Vault> find(Read& read, std::int64_t number) {
  return first(read, kFind, {{"$number", number}}, Rows::from);
}

std::optional<Vault> find_by_name(Read& read, const std::string& name) {
  return first(read, kFindByName, {{"$name", name}}, Rows::from);
}

std::vector<Vault> of_owner(Read& read, const std::string& principal) {
  return all_of(read, kOfOwner, {{"$owner", principal}}, Rows::from);
}

std::vector<Vault> of_mirror(Read& read, std::int64_t mirror) {
  return all_of(read, kOfMirror, {{"$mirror", mirror}}, Rows::from);
}

std::optional<Vault> find_by_code(Read& read, const std::string& provisioning_code) {
  return first(read, kFindByCode, {{"$code", provisioning_code}}, Rows::from);
}

void erase(Write& write, std::int64_t number) { write.execute(kErase, {{"$number", number}}); }

}  // namespace vaults

}  // namespace pkit::store
