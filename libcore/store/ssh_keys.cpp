#include "store/ssh_keys.h"

#include "store/query.h"
#include "store/state_words.h"

#define SSH_KEY                                                                                                      \
  "SELECT id, fingerprint, public_key, comment, username, state, lifetime, rotate_by, replaces, retire_after, file," \
  " created, version FROM ssh_keys"

namespace pkit::store {

namespace {

constexpr StateWords<SshKeyState, 3> kSshKeyStates{"an SSH key", {"managed", "retiring", "retired"}};

}  // namespace

const char* state_word(SshKeyState state) { return kSshKeyStates.word(state); }

namespace ssh_keys {

namespace {

const char* const kInsert =
    "INSERT INTO ssh_keys (id, fingerprint, public_key, comment, username, state, lifetime, rotate_by, replaces,"
    " retire_after, file, created, version) VALUES ($id, $fingerprint, $public_key, $comment, $username, $state,"
    " $lifetime, $rotate_by, $replaces, $retire_after, $file, $created, 1)";
const char* const kFind = SSH_KEY " WHERE fingerprint = $fingerprint";
const char* const kAll = SSH_KEY " ORDER BY created, id";
const char* const kUpdate =
    "UPDATE ssh_keys SET state = $state, lifetime = $lifetime, rotate_by = $rotate_by, retire_after = $retire_after,"
    " version = version + 1 WHERE id = $id AND version = $version";

SshKey ssh_key_from(const Row& row) {
  return {.id = row.text(0),
          .fingerprint = row.text(1),
          .public_key = row.text(2),
          .comment = row.text(3),
          .username = row.text(4),
          .state = kSshKeyStates.read(row.text(5)),
          .lifetime = row.integer(6),
          .rotate_by = time_at(row, 7),
          .replaces = row.text(8),
          .retire_after = time_at(row, 9),
          .file = row.text(10),
          .created = row.integer(11),
          .version = row.integer(12)};
}

}  // namespace

void insert(Write& write, const SshKey& key) {
  write.execute(kInsert, {{"$id", key.id},
                          {"$fingerprint", key.fingerprint},
                          {"$public_key", key.public_key},
                          {"$comment", key.comment},
                          {"$username", key.username},
                          {"$state", state_word(key.state)},
                          {"$lifetime", key.lifetime},
                          {"$rotate_by", time_or_null(key.rotate_by)},
                          {"$replaces", key.replaces},
                          {"$retire_after", time_or_null(key.retire_after)},
                          {"$file", key.file},
                          {"$created", key.created}});
}

std::optional<SshKey> find(Read& read, const std::string& fingerprint) {
  return first(read, kFind, {{"$fingerprint", fingerprint}}, ssh_key_from);
}

std::vector<SshKey> all(Read& read) { return all_of(read, kAll, {}, ssh_key_from); }

bool update(Write& write, const SshKey& key) {
  return write.execute(kUpdate, {{"$id", key.id},
                                 {"$state", state_word(key.state)},
                                 {"$lifetime", key.lifetime},
                                 {"$rotate_by", time_or_null(key.rotate_by)},
                                 {"$retire_after", time_or_null(key.retire_after)},
                                 {"$version", key.version}}) == 1;
}

}  // namespace ssh_keys

}  // namespace pkit::store
