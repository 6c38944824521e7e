#include "home/whole_directory.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>

#include "base/error.h"
#include "home/pair_files.h"
#include "home/publish.h"
#include "home/staging_place.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

/// The name of a file in there that such a directory does not hold; empty where there is none.
std::string stranger_in(const Path& directory, const std::vector<std::string>& names) {
  std::error_code failed;
  const fs::directory_iterator entries(directory, failed);
  if (failed) throw Error(Kind::state, "output.failed", directory.string() + ": cannot list: " + failed.message());
  for (const fs::directory_entry& entry : entries) {
    const std::string name = entry.path().filename().string();
    const bool known = is_temporary(name) || std::count(names.begin(), names.end(), name) > 0;
    if (!known || entry.symlink_status().type() != fs::file_type::regular) return name;
  }
  return {};
}

/// Nothing where there is none.
std::optional<mode_t> mode_of(const Path& path) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) return std::nullopt;
  return found.st_mode & 07777;
}

void set_mode(const Path& path, mode_t mode) {
  if (::chmod(path.c_str(), mode) != 0) output_failed(path, "chmod");
}

/// Who was let read the former one may read this.
void take_modes(const Path& staging, const WholeDirectory& directory) {
  for (const std::string& name : directory.names) {
    const std::optional<mode_t> former = mode_of(directory.target / name);
    if (former && mode_of(staging / name)) set_mode(staging / name, *former & 0666);
  }
  if (const std::optional<mode_t> former = mode_of(directory.target)) set_mode(staging, *former & 0777);
}

void put_in_place(const Path& staging, const Path& target) {
  if (fs::is_directory(fs::symlink_status(target)) && !fs::is_empty(target))
    exchange_directories(staging, target);
  else if (::rename(staging.c_str(), target.c_str()) != 0)
    output_failed(target, "rename");
}

}  // namespace

void require_replaceable(const WholeDirectory& directory) {
  require_publishable(directory.target, directory.force);
  if (!fs::exists(directory.target)) return;
  if (const std::string stranger = stranger_in(directory.target, directory.names); !stranger.empty())
    throw Error(Kind::conflict, "output.exists",
                directory.target.string() + " holds '" + printable(stranger) + "', which is not replaced",
                "name another --out");
}

void write_whole_directory(const World& world, const WholeDirectory& directory,
                           const std::function<void(const Path& staging)>& fill) {
  require_replaceable(directory);
  const Fd lock = lock_beside(world, directory.target);
  require_replaceable(directory);
  // What a killed command left of another kind may hold a key that somebody waits for.
  const StagingPlace place = make_beside(world, directory.target,
                                         [&](const Path& left) { return !stranger_in(left, directory.names).empty(); });
  const RemoveAll removed_in_the_end{place.directory};  // where it took the place of a former one, that one
  fill(place.directory);
  take_modes(place.directory, directory);
  sync_directory(place.directory);
  put_in_place(place.directory, directory.target);
  sync_directory(directory.target.parent_path());
}

}  // namespace pkit
