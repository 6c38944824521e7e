// doctor's look at the keys that are kept: each row has its file.
#include "base/counted.h"
#include "base/file.h"
#include "care/doctor.h"
#include "home/kept_file.h"
#include "kept/kept.h"
#include "store/kept_keys.h"

namespace pkit {

/// As keep_key() writes it; without its passphrase no more can be told.
static bool holds_encrypted_key(const Path& file) {
  constexpr std::size_t limit = 64 << 10;
  const Secret text(read_file(file, limit));
  return text.reveal().starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n") &&
         text.reveal().ends_with("-----END ENCRYPTED PRIVATE KEY-----\n");
}

void check_kept_keys(Session& session, Check& check) {
  std::vector<store::KeptKey> keys;
  session.state.read([&](store::Read& read) { keys = store::kept_keys::all(read); });
  for (const store::KeptKey& key : keys)
    if (const Path file = kept_key_file(session.home, key.id); !std::filesystem::is_regular_file(file))
      check.find("kept-key-lost", "the key " + key.id + " of " + key.subject + " has no file");
    else if (!holds_encrypted_key(file))
      check.find("kept-key-lost", "the file of the key " + key.id + " of " + key.subject + " holds no encrypted key");
  if (const std::size_t left = left_keys(session).size(); left > 0)
    check.tell(counted(left, "key file was", "key files were") +
               " left by killed commands: the next key that is kept removes them");
}

}  // namespace pkit
