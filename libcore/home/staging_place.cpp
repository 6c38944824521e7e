#include "home/staging_place.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>
#include <utility>

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

struct Place {
  Path path;
  Fd fd;
};

Place open_place(const Path& path) {
  Place place{path, Fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))};
  if (!place.fd) throw place_failed(path, "open");
  return place;
}

Fd locked(const World& world, Place place) {
  constexpr Duration kPatience = 30'000, kPause = 20;
  const Duration until = world.steady() + kPatience;
  while (::flock(place.fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) throw place_failed(place.path, "lock");
    if (world.steady() > until)
      throw Error(Kind::conflict, "output.busy", place.path.string() + " is locked by another command",
                  "try again later");
    world.sleep(kPause);
  }
  return std::move(place.fd);
}

}  // namespace

std::vector<Fd> lock_directories(const World& world, const std::vector<Path>& directories) {
  std::map<std::pair<dev_t, ino_t>, Place> places;  // two names of one directory are one place
  for (const Path& directory : directories) {
    Place place = open_place(directory);
    struct stat found {};
    if (::fstat(place.fd.get(), &found) != 0) throw place_failed(directory, "look at");
    places.try_emplace({found.st_dev, found.st_ino}, std::move(place));
  }
  std::vector<Fd> locks;
  for (auto& [which, place] : places) locks.push_back(locked(world, std::move(place)));
  return locks;
}

Fd lock_beside(const World& world, const Path& target) { return locked(world, open_place(target.parent_path())); }

StagingPlace make_beside(const World& world, const Path& target, const std::function<bool(const Path&)>& wanted) {
  sweep(target, wanted);
  const Path directory = target.parent_path() / (prefix_of(target) + random_id(world, 's').substr(2));
  create_directory(directory, 0700, Sync::file);
  return {directory, try_lock(directory)};
}

}  // namespace pkit
