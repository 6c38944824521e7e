#include "home/staging_place.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

Error place_failed(const Path& path, const char* doing) {
  return Error(Kind::state, "output.failed", path.string() + ": cannot " + doing + ": " + std::strerror(errno));
}

std::string prefix_of(const Path& target) { return "." + target.filename().string() + ".pkit-"; }

/// Empty where another process holds it.
Fd try_lock(const Path& directory) {
  Fd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (fd && ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) return Fd();
  return fd;
}

void sweep(const Path& target, const std::function<bool(const Path&)>& wanted) {
  const std::string prefix = prefix_of(target);
  for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path())) {
    if (!entry.path().filename().string().starts_with(prefix) || !entry.is_directory() || entry.is_symlink()) continue;
    const Fd lock = try_lock(entry.path());
    if (lock && !wanted(entry.path())) fs::remove_all(entry.path());
  }
}

}  // namespace

Fd lock_beside(const World& world, const Path& target) {
  constexpr Duration kPatience = 30'000, kPause = 20;
  const Path place = target.parent_path();
  Fd fd(::open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) throw place_failed(place, "open");
  const Duration until = world.steady() + kPatience;
  while (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) throw place_failed(place, "lock");
    if (world.steady() > until)
      throw Error(Kind::conflict, "output.busy", place.string() + " is locked by another command", "try again later");
    world.sleep(kPause);
  }
  return fd;
}

StagingPlace make_beside(const World& world, const Path& target, const std::function<bool(const Path&)>& wanted) {
  sweep(target, wanted);
  const Path directory = target.parent_path() / (prefix_of(target) + random_id(world, 's').substr(2));
  create_directory(directory, 0700);
  return {directory, try_lock(directory)};
}

}  // namespace pkit
