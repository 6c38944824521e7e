#include "home/kept_file.h"

#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "base/error.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

/// Who looks for keys that were left may take one away in the moment between its creation and its lock.
constexpr int kTries = 8;

/// Two may make the first key at once.
void ensure_directory(const Path& directory) {
  if (fs::is_directory(directory)) return;
  try {
    create_directory(directory, 0700);
    sync_directory(directory.parent_path());
  } catch (const Error&) {
    if (!fs::is_directory(directory)) throw;
  }
}

/// Nothing where it is gone, or another process has it: unless `wait`, where it has it for a moment alone.
Fd locked(const Path& path, bool wait = false) {
  Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  struct stat found {};
  const bool ours =
      file && ::flock(file.get(), wait ? LOCK_EX : LOCK_EX | LOCK_NB) == 0 && ::fstat(file.get(), &found) == 0;
  return ours && found.st_nlink > 0 ? std::move(file) : Fd();
}

}  // namespace

Path kept_key_file(const Home& home, const std::string& id) { return home.keys() / (id + ".key"); }

KeptFile KeptFile::create(const Home& home, const std::string& id, const Secret& pem) {
  const Path path = kept_key_file(home, id);
  ensure_directory(path.parent_path());
  Fd lock;
  for (int tries = 0; !lock && tries < kTries; ++tries) {
    create_file(path, as_bytes(pem.reveal()), Mode::secret);
    lock = locked(path, true);
  }
  if (!lock) throw Error(Kind::state, "file.write", path.string() + " was taken away while it was made");
  return KeptFile(path, std::move(lock));
}

KeptFile::KeptFile(KeptFile&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::move(other.lock_)), kept_(other.kept_) {
  other.kept_ = true;
}

KeptFile::~KeptFile() {
  if (kept_) return;
  std::error_code ignored;
  fs::remove(path_, ignored);
}

std::vector<std::string> left_key_ids(const Home& home, const std::set<std::string>& known) {
  std::vector<std::string> ids;
  if (!fs::is_directory(home.keys())) return ids;
  for (const fs::directory_entry& entry : fs::directory_iterator(home.keys())) {
    const std::string id = entry.path().stem().string();
    if (entry.path().extension() == ".key" && !known.contains(id) && locked(entry.path())) ids.push_back(id);
  }
  return ids;
}

void remove_left_key(const Home& home, const std::string& id, const std::function<bool()>& has_row) {
  const Fd lock = locked(kept_key_file(home, id));
  if (lock && !has_row()) fs::remove(kept_key_file(home, id));
}

}  // namespace pkit
