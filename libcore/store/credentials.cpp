#include "store/accounts.h"
#include "store/query.h"
#include "store/state_words.h"

#define CREDENTIAL                                                                                       \
  "SELECT id, principal, state, tries, expires, bound_key, bound_subject, reserved_key, reserved_until," \
  " file_removed, created, version FROM credentials"

namespace pkit::store::credentials {

namespace {

constexpr StateWords<CredentialState, 3> kStates{"one-time credentials", {"open", "used", "void"}};

const char* const kInsert =
    "INSERT INTO credentials (id, principal, state, tries, expires, bound_key, bound_subject, reserved_key,"
    " reserved_until, file_removed, created, version)"
    " VALUES ($id, $principal, $state, $tries, $expires, $bound_key, $bound_subject, $reserved_key,"
    " $reserved_until, $file_removed, $created, $version)";
const char* const kFind = CREDENTIAL " WHERE id = $id";
const char* const kOpenOf = CREDENTIAL " WHERE principal = $principal AND state = 'open'";
const char* const kWithFile = CREDENTIAL " WHERE state <> 'open' AND file_removed = 0";
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

Credential from(const Row& row) {
  return {.id = row.text(0),
          .principal = row.text(1),
          .state = kStates.read(row.text(2)),
          .tries = row.integer(3),
          .expires = row.integer(4),
          .bound_key = row.text(5),
          .bound_subject = row.text(6),
          .reserved_key = row.text(7),
          .reserved_until = row.integer(8),
          .file_removed = flag_at(row, 9),
          .created = row.integer(10),
          .version = row.integer(11)};
}

}  // namespace

void insert(Write& write, const Credential& credential) {
  write.execute(kInsert, {{"$id", credential.id},
                          {"$principal", credential.principal},
                          {"$state", kStates.word(credential.state)},
                          {"$tries", credential.tries},
                          {"$expires", credential.expires},
                          {"$bound_key", credential.bound_key},
                          {"$bound_subject", credential.bound_subject},
                          {"$reserved_key", credential.reserved_key},
                          {"$reserved_until", credential.reserved_until},
                          {"$file_removed", std::int64_t{credential.file_removed}},
                          {"$created", credential.created},
                          {"$version", credential.version}});
}

std::optional<Credential> find(Read& read, const std::string& id) { return first(read, kFind, {{"$id", id}}, from); }

std::optional<Credential> open_of(Read& read, const std::string& principal) {
  return first(read, kOpenOf, {{"$principal", principal}}, from);
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

bool close(Write& write, const std::string& id, CredentialState state) {
  return write.execute(kClose, {{"$id", id}, {"$state", kStates.word(state)}}) == 1;
}

std::vector<std::string> void_open(Write& write) {
  std::vector<std::string> principals = all_of(write, kOneTimeOnes, {}, [](const Row& row) { return row.text(0); });
  write.execute(kWithoutCredentials, {});
  write.execute(kVoidOpen, {});
  return principals;
}

std::vector<Credential> with_file(Read& read) { return all_of(read, kWithFile, {}, from); }

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
