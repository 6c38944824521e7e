#include "store/accounts.h"

#include "store/entities/columns.h"
#include "store/entities/listing.h"

namespace pkit::store::accounts {

namespace {

using Rows = RowTable<Account, "accounts", Column<"principal", &Account::principal>, Column<"number", &Account::number>,
                      Column<"email", &Account::email>, Column<"role", &Account::role>,
                      Column<"provisioning", &Account::provisioning>, Column<"key_id", &Account::key_id>,
                      Column<"csr", &Account::csr>, Column<"created", &Account::created>>;

const char* const kNextNumber = "SELECT COALESCE(MAX(number), 0) + 1 FROM accounts";
const char* const kInsert = Rows::insert<>;
const char* const kUpdate =
    "UPDATE accounts SET email = $email, role = $role, provisioning = $provisioning, key_id = $key_id,"
    " csr = $csr"
    " WHERE principal = $principal";
const char* const kFind = Rows::select_as<"a.", " FROM accounts a WHERE a.principal = $principal">;
const char* const kFindByNumber = Rows::select_as<"a.", " FROM accounts a WHERE a.number = $number">;
const char* const kEach =
    Rows::select_as<"a.",
                    ", p.id, p.kind, p.name, p.name_key, p.state, p.enabled, p.version"
                    " FROM accounts a JOIN principals p ON p.id = a.principal"
                    " WHERE p.state <> 'Deleted' AND ($state = '' OR p.state = $state) ORDER BY a.number">;

const char* const kRename =
    "UPDATE principals SET name = $name, name_key = $name_key, version = version + 1"
    " WHERE id = $id AND version = $version"
    " AND NOT EXISTS (SELECT 1 FROM principals o WHERE o.kind = $kind AND o.name_key = $name_key AND o.id <> $id)";
const char* const kSubjects = "SELECT subject, principal FROM certificates";
const char* const kLacking =
    "SELECT p.id FROM principals p LEFT JOIN accounts a ON a.principal = p.id"
    " WHERE p.kind = 'account' AND a.principal IS NULL ORDER BY p.id";

/// The principal's columns stand behind.
Listed listed(const Row& row) {
  constexpr int first = Rows::kCount;
  return {{.id = row.text(first),
           .kind = row.text(first + 1),
           .name = row.text(first + 2),
           .name_key = row.text(first + 3),
           .state = row.text(first + 4),
           .enabled = flag_at(row, first + 5),
           .version = row.integer(first + 6)},
          Rows::from(row)};
}

}  // namespace

std::int64_t next_number(Read& read) { return count_of(read, kNextNumber, {}); }

void insert(Write& write, const Account& account) { write.execute(kInsert, Rows::params(account)); }

void update(Write& write, const Account& account) {
  write.execute(kUpdate, Rows::only<"principal", "email", "role", "provisioning", "key_id", "csr">(account));
}

std::optional<Account> find(Read& read, const std::string& principal) {
  return first(read, kFind, {{"$principal", principal}}, Rows::from);
}

std::optional<Account> find_by_number(Read& read, std::int64_t number) {
  return first(read, kFindByNumber, {{"$number", number}}, Rows::from);
}

bool rename(Write& write, const Principal& principal, const std::string& name, const std::string& name_key) {
  return write.execute(kRename, {{"$id", principal.id},
                                 {"$version", principal.version},
                                 {"$kind", principal.kind},
                                 {"$name", name},
                                 {"$name_key", name_key}}) == 1;
}

void each_subject(Read& read, const std::function<bool(const std::string&, const std::string&)>& fn) {
  read.query(kSubjects, {}, [&](const Row& row) { return fn(row.text(0), row.text(1)); });
}

std::vector<std::string> lacking(Read& read) {
  return all_of(read, kLacking, {}, [](const Row& row) { return row.text(0); });
}

void each(Read& read, const ListFilter& filter, const std::function<void(const Listed&)>& fn) {
  Listing listing(filter);
  read.query(kEach, {{"$state", filter.state}},
             [&](const Row& row) { return listing.offer(row.text(Rows::kCount + 2), [&] { fn(listed(row)); }); });
}

}  // namespace pkit::store::accounts
