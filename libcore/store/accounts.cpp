#include "store/accounts.h"

#include "store/listing.h"
#include "store/query.h"

#define ACCOUNT "a.principal, a.number, a.email, a.role, a.provisioning, a.key_id, a.csr, a.created"

namespace pkit::store::accounts {

namespace {

const char* const kNextNumber = "SELECT COALESCE(MAX(number), 0) + 1 FROM accounts";
const char* const kInsert =
    "INSERT INTO accounts (principal, number, email, role, provisioning, key_id, csr, created)"
    " VALUES ($principal, $number, $email, $role, $provisioning, $key_id, $csr, $created)";
const char* const kUpdate =
    "UPDATE accounts SET email = $email, role = $role, provisioning = $provisioning, key_id = $key_id,"
    " csr = $csr"
    " WHERE principal = $principal";
const char* const kFind = "SELECT " ACCOUNT " FROM accounts a WHERE a.principal = $principal";
const char* const kFindByNumber = "SELECT " ACCOUNT " FROM accounts a WHERE a.number = $number";
const char* const kEach = "SELECT " ACCOUNT
                          ", p.id, p.kind, p.name, p.name_key, p.state, p.enabled, p.version"
                          " FROM accounts a JOIN principals p ON p.id = a.principal"
                          " WHERE p.state <> 'Deleted' AND ($state = '' OR p.state = $state) ORDER BY a.number";

const char* const kRename =
    "UPDATE principals SET name = $name, name_key = $name_key, version = version + 1"
    " WHERE id = $id AND version = $version"
    " AND NOT EXISTS (SELECT 1 FROM principals o WHERE o.kind = $kind AND o.name_key = $name_key AND o.id <> $id)";
const char* const kSubjects = "SELECT subject, principal FROM certificates";
const char* const kLacking =
    "SELECT p.id FROM principals p LEFT JOIN accounts a ON a.principal = p.id"
    " WHERE p.kind = 'account' AND a.principal IS NULL ORDER BY p.id";

Account from(const Row& row) {
  return {.principal = row.text(0),
          .number = row.integer(1),
          .email = row.text(2),
          .role = row.text(3),
          .provisioning = row.text(4),
          .key_id = row.text(5),
          .csr = row.blob(6),
          .created = row.integer(7)};
}

Listed listed(const Row& row) {
  return {{.id = row.text(8),
           .kind = row.text(9),
           .name = row.text(10),
           .name_key = row.text(11),
           .state = row.text(12),
           .enabled = flag_at(row, 13),
           .version = row.integer(14)},
          from(row)};
}

}  // namespace

std::int64_t next_number(Read& read) { return count_of(read, kNextNumber, {}); }

void insert(Write& write, const Account& account) {
  write.execute(kInsert, {{"$principal", account.principal},
                          {"$number", account.number},
                          {"$email", account.email},
                          {"$role", account.role},
                          {"$provisioning", account.provisioning},
                          {"$key_id", account.key_id},
                          {"$csr", account.csr},
                          {"$created", account.created}});
}

void update(Write& write, const Account& account) {
  write.execute(kUpdate, {{"$principal", account.principal},
                          {"$email", account.email},
                          {"$role", account.role},
                          {"$provisioning", account.provisioning},
                          {"$key_id", account.key_id},
                          {"$csr", account.csr}});
}

std::optional<Account> find(Read& read, const std::string& principal) {
  return first(read, kFind, {{"$principal", principal}}, from);
}

std::optional<Account> find_by_number(Read& read, std::int64_t number) {
  return first(read, kFindByNumber, {{"$number", number}}, from);
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
             [&](const Row& row) { return listing.offer(row.text(10), [&] { fn(listed(row)); }); });
}

}  // namespace pkit::store::accounts
