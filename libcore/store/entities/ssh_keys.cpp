#include "store/ssh_keys.h"

#include "store/entities/columns.h"
#include "store/entities/state_words.h"

namespace pkit::store {

namespace {

constexpr StateWords<SshKeyState, 3> kSshKeyStates{"an SSH key", {"managed", "retiring", "retired"}};

}  // namespace

const char* state_word(SshKeyState state) { return kSshKeyStates.word(state); }

namespace ssh_keys {

namespace {

using Rows =
    RowTable<SshKey, "ssh_keys", Column<"id", &SshKey::id>, Column<"fingerprint", &SshKey::fingerprint>,
             Column<"public_key", &SshKey::public_key>, Column<"comment", &SshKey::comment>,
             Column<"username", &SshKey::username>, Word<"state", &SshKey::state, kSshKeyStates>,
             Column<"lifetime", &SshKey::lifetime>, Column<"rotate_by", &SshKey::rotate_by>,
             Column<"replaces", &SshKey::replaces>, Column<"retire_after", &SshKey::retire_after>,
             Column<"file", &SshKey::file>, Column<"created", &SshKey::created>, Column<"version", &SshKey::version>>;

const char* const kInsert = Rows::insert<>;
const char* const kFind = Rows::select<" WHERE fingerprint = $fingerprint">;
const char* const kAll = Rows::select<" ORDER BY created, id">;
const char* const kUpdate =
    "UPDATE ssh_keys SET state = $state, lifetime = $lifetime, rotate_by = $rotate_by, retire_after = $retire_after,"
    " version = version + 1 WHERE id = $id AND version = $version";

}  // namespace

void insert(Write& write, const SshKey& key) { write.execute(kInsert, Rows::params(key)); }

std::optional<SshKey> find(Read& read, const std::string& fingerprint) {
  return first(read, kFind, {{"$fingerprint", fingerprint}}, Rows::from);
}

std::vector<SshKey> all(Read& read) { return all_of(read, kAll, {}, Rows::from); }

bool update(Write& write, const SshKey& key) {
  return write.execute(kUpdate, Rows::only<"id", "state", "lifetime", "rotate_by", "retire_after", "version">(key)) ==
         1;
}

}  // namespace ssh_keys

}  // namespace pkit::store
