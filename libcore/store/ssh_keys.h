// SSH keys that pkit looks after (documents A, A24 and B, B10): which there are, whose, and when each is to be another.
// Where one lets in is what the authorized_keys files say, and in no row.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "store/database.h"

namespace pkit::store {

enum class SshKeyState {
  managed,
  retiring,  // another is beside it
  retired,
};
/// As the state and users have it.
const char* state_word(SshKeyState state);

struct SshKey {
  std::string id;           // "h-..."
  std::string fingerprint;  // "SHA256:...", unique
  std::string public_key;   // "ssh-ed25519 AAAA..."
  std::string comment, username;
  SshKeyState state = SshKeyState::managed;
  Duration lifetime = 0;             // after which a key is stale; 0: never
  std::optional<Time> rotate_by;     // nothing: never
  std::string replaces;              // id of the key that it is put in the place of, or empty
  std::optional<Time> retire_after;  // of one that is retiring
  std::string file;                  // where pkit wrote its private key, absolute; or empty
  Time created = 0;
  std::int64_t version = 1;
};

namespace ssh_keys {
/// Error{conflict "store.constraint"} where the key is there.
void insert(Write&, const SshKey&);
std::optional<SshKey> find(Read&, const std::string& fingerprint);
/// All of them, the oldest first.
std::vector<SshKey> all(Read&);
/// State, lifetime and its two times, where the stored version is key.version; raises it.
bool update(Write&, const SshKey& key);
}  // namespace ssh_keys

}  // namespace pkit::store
