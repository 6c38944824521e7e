#include "store/accounts.h"
#include "store/entities/columns.h"
#include "store/entities/state_words.h"

namespace pkit::store::credentials {

namespace {

constexpr StateWords<CredentialState, 3> kStates{"one-time credentials", {"open", "used", "void"}};

using Rows =
    RowTable<Credential, "credentials", Column<"id", &Credential::id>, Column<"principal", &Credential::principal>,
             Word<"state", &Credential::state, kStates>, Column<"tries", &Credential::tries>,
             Column<"expires", &Credential::expires>, Column<"bound_key", &Credential::bound_key>,
             Column<"bound_subject", &Credential::bound_subject>, Column<"reserved_key", &Credential::reserved_key>,
             Column<"reserved_until", &Credential::reserved_until>, Column<"file_removed", &Credential::file_removed>,
             Column<"created", &Credential::created>, Column<"version", &Credential::version>>;

const char* const kInsert = Rows::insert<>;
const char* const kFind = Rows::select<" WHERE id = $id">;
const char* const kOpenOf = Rows::select<" WHERE principal = $principal AND state = 'open'">;
const char* const kWithFile = Rows::select<" WHERE state <> 'open' AND file_removed = 0">;
const char* const kCountTry = "UPDATE credentials SET tries = tries + 1 WHERE id = $id";
const char* const kForgive = "UPDATE credentials SET tries = 0 WHERE id = $id AND state = 'open'";
const char* const kReserve =
    "UPDATE credentials SET reserved_key = $key, reserved_until = $until, version = version + 1"
    " WHERE id = $id AND state = 'open' AND (reserved_key = '' OR reserved_key = $key OR reserved_until < $now)";
const char* const kClose =
    "UPDATE credentials SET state = $state, version = version + 1 WHERE id = $id AND state = 'open'";
const char* const kVoidOpen = "UPDATE credentials SET state = 'void', version = version + 1 WHERE state = 'open'";
const char* const kOneTimeOnes = "SELECT id FROM principals WHERE kind = 'account' AND state = 'OneTime'";
const char* const kWithoutCredentials =
    "UPDATE principals SET state = 'None', version = version + 1 WHERE kind = 'account' AND state = 'OneTime'";
const char* const kFileRemoved = "UPDATE credentials SET file_removed = 1 WHERE id = $id";
const char* const kKeep =
    "INSERT INTO credential_contents (credential, username, salt, hash) VALUES ($credential, $username, $salt, $hash)";
const char* const kContent = "SELECT username, salt, hash FROM credential_contents WHERE credential = $credential";
const char* const kContents = "SELECT credential, username, salt, hash FROM credential_contents ORDER BY credential";
const char* const kForgetAll = "DELETE FROM credential_contents";
const char* const kForget = "DELETE FROM credential_contents WHERE credential = $credential";
const char* const kForgetClosed =
    "DELETE FROM credential_contents WHERE credential IN (SELECT id FROM credentials WHERE state <> 'open')";

}  // namespace

void insert(Write& write, const Credential& credential) { write.execute(kInsert, Rows::params(credential)); }

std::optional<Credential> find(Read& read, const std::string& id) {
  return first(read, kFind, {{"$id", id}}, Rows::from);
}

std::optional<Credential> open_of(Read& read, const std::string& principal) {
  return first(read, kOpenOf, {{"$principal", principal}}, Rows::from);
}

std::int64_t count_try(Write& write, const std::string& id) {
  write.execute(kCountTry, {{"$id", id}});
  const auto credential = find(write, id);
  return credential ? credential->tries : 0;
}

void forgive(Write& write, const std::string& id) { write.execute(kForgive, {{"$id", id}}); }

bool reserve(Write& write, const std::string& id, const std::string& key_id, Time until, Time now) {
  return write.execute(kReserve, {{"$id", id}, {"$key", key_id}, {"$until", until}, {"$now", now}}) == 1;
}

void keep(Write& write, const std::string& id, const CredentialContent& content) {
  write.execute(
      kKeep, {{"$credential", id}, {"$username", content.username}, {"$salt", content.salt}, {"$hash", content.hash}});
}

std::optional<CredentialContent> content(Read& read, const std::string& id) {
  return first(read, kContent, {{"$credential", id}}, [](const Row& row) {
    return CredentialContent{row.text(0), row.blob(1), row.blob(2)};
  });
}

void each_content(Read& read, const std::function<void(const std::string&, const CredentialContent&)>& each) {
  read.query(kContents, {}, [&](const Row& row) {
    each(row.text(0), {row.text(1), row.blob(2), row.blob(3)});
    return true;
  });
}

void forget_contents(Write& write) { write.execute(kForgetAll, {}); }

bool close(Write& write, const std::string& id, CredentialState state) {
  write.apply(kForget, {{"$credential", id}});
  return write.execute(kClose, {{"$id", id}, {"$state", kStates.word(state)}}) == 1;
}

std::vector<std::string> void_open(Write& write) {
  std::vector<std::string> principals = all_of(write, kOneTimeOnes, {}, [](const Row& row) { return row.text(0); });
  write.execute(kWithoutCredentials, {});
  write.execute(kVoidOpen, {});
  write.execute(kForgetClosed, {});
  return principals;
}

std::vector<Credential> with_file(Read& read) { return all_of(read, kWithFile, {}, Rows::from); }

void file_removed(Write& write, const std::string& id) { write.execute(kFileRemoved, {{"$id", id}}); }

}  // namespace pkit::store::credentials

namespace pkit::store::guesses {

namespace {

constexpr Duration kHalfLife = 60'000;

const char* const kFind = "SELECT tries, last FROM guesses WHERE bucket = $bucket";
const char* const kInsert =
    "INSERT INTO guesses (bucket, tries, last) VALUES ($bucket, 0, $now) ON CONFLICT DO NOTHING";
const char* const kSet = "UPDATE guesses SET tries = $tries, last = $now WHERE bucket = $bucket";
const char* const kForgive = "DELETE FROM guesses WHERE bucket = $bucket";

/// What is left of so many after this time.
std::int64_t decayed(std::int64_t tries, Duration age) {
  const Duration halves = age < 0 ? 0 : age / kHalfLife;
  return halves > 62 ? 0 : tries >> halves;
}

}  // namespace

std::int64_t count(Write& write, std::int64_t bucket, Time real_now) {
  write.execute(kInsert, {{"$bucket", bucket}, {"$now", real_now}});
  const auto before = first(write, kFind, {{"$bucket", bucket}},
                            [](const Row& row) { return std::pair(row.integer(0), row.integer(1)); });
  const std::int64_t tries = before ? decayed(before->first, real_now - before->second) + 1 : 1;
  write.execute(kSet, {{"$bucket", bucket}, {"$tries", tries}, {"$now", real_now}});
  return tries;
}

void forgive(Write& write, std::int64_t bucket) { write.execute(kForgive, {{"$bucket", bucket}}); }

}  // namespace pkit::store::guesses
