// doctor's look at the keys that are kept: each row has its file.
#include "care/doctor.h"
#include "home/kept_file.h"
#include "kept/kept.h"
#include "store/kept_keys.h"

namespace pkit {

void check_kept_keys(Session& session, Check& check) {
  std::vector<store::KeptKey> keys;
  session.state.read([&](store::Read& read) { keys = store::kept_keys::all(read); });
  for (const store::KeptKey& key : keys)
    if (!std::filesystem::is_regular_file(kept_key_file(session.home, key.id)))
      check.find("kept-key-lost", "the key " + key.id + " of " + key.subject + " has no file");
  if (const std::size_t left = left_keys(session).size(); left > 0)
    check.tell(std::to_string(left) + (left == 1 ? " key file was" : " key files were") +
               " left by killed commands: the next key that is kept removes them");
}

}  // namespace pkit
