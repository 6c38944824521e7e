#include "home/home.h"

#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/error.h"
#include "base/text.h"
#include "digest/digest.h"
#include "home/moved_state.h"
#include "store/engines.h"
#include "store/state_file.h"

namespace pkit {

Path home_path(const std::string& option, const std::function<std::optional<std::string>(const char*)>& environment) {
  if (!option.empty()) return absolute_path(option);
  if (auto home = environment("PKIT_HOME"); home && !home->empty()) return absolute_path(*home);
  if (auto data = environment("XDG_DATA_HOME"); data && !data->empty()) return absolute_path(*data) / "pkit";
  if (auto user = environment("HOME"); user && !user->empty()) return absolute_path(*user) / ".local/share/pkit";
  throw Error(Kind::usage, "home.unset", "no home is named", "give --home DIR or set PKIT_HOME");
}

Home open_home(const Path& directory, uid_t effective_uid) {
  struct stat found {};
  if (::lstat(directory.c_str(), &found) != 0) {
    if (errno != ENOENT && errno != ENOTDIR)
      throw Error(Kind::state, "file.read", directory.string() + ": " + std::strerror(errno));
    throw Error(Kind::not_found, "home.missing", "there is no home at " + directory.string(),
                "make one: pkit init --home " + directory.string());
  }
  const Path real = std::filesystem::canonical(directory);
  if (::stat(real.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
    throw Error(Kind::state, "home.missing", directory.string() + " is not a directory");
  if (found.st_uid != effective_uid)
    throw Error(Kind::state, "home.owner",
                real.string() + " belongs to uid " + std::to_string(found.st_uid) + ", not to uid " +
                    std::to_string(effective_uid),
                "run pkit as the owner of the home");
  Home home{real, found.st_uid};
  require_trusted(home.directory, home.owner);
  for (const Path& file : {home.config(), home.database(), home.state()})
    if (std::filesystem::exists(file)) require_trusted(file, home.owner);
  return home;
}

std::optional<std::string> state_place(const Home& home) {
  const std::optional<NamedState> named = named_state(home);
  return named ? std::optional(named->place) : std::nullopt;
}

std::unique_ptr<store::Database> open_database(const Home& home, const World& world) {
  const std::optional<NamedState> named = named_state(home);
  if (!named) return store::open_sqlite(home.database(), store::Open::existing, world);
  try {
    return store::open_place(store::place_named(named->place), store::Open::existing, world);
  } catch (const Error& error) {
    if (error.code() != "store.arriving" && error.code() != "store.moved") throw;
    if (!finish_move(home, *named, world)) throw;
  }
  return open_database(home, world);
}

std::string stored_path(const Home& home, const Path& file) {
  std::error_code unresolved;
  const Path parent = std::filesystem::weakly_canonical(file.parent_path(), unresolved);
  const Path relative = (parent / file.filename()).lexically_relative(home.directory);
  return (relative.empty() || *relative.begin() == ".." ? file : relative).string();
}

Path path_stored(const Home& home, const std::string& stored) { return home.directory / stored; }

void require_not_own(const Path& home, const Path& target) {
  std::error_code unresolved;
  const Path relative = std::filesystem::weakly_canonical(target, unresolved)
                            .lexically_relative(std::filesystem::weakly_canonical(home, unresolved));
  const std::string first = relative.empty() ? std::string() : relative.begin()->string();
  if (first != "ca" && first != "keys" && first != "pkit.yaml" && !first.starts_with("pkit.db") &&
      first != "pkit.state")
    return;
  throw Error(Kind::conflict, "file.own", target.string() + " is what the home is made of", "name another file");
}

std::string actor_of(const Home& home, uid_t real_uid, const std::optional<std::string>& sudo_uid) {
  uid_t actor = real_uid;
  if (real_uid == 0 && sudo_uid) {
    uid_t named = 0;
    const auto [end, fault] = std::from_chars(sudo_uid->data(), sudo_uid->data() + sudo_uid->size(), named);
    const bool whole = fault == std::errc() && end == sudo_uid->data() + sudo_uid->size();
    if (whole && (named == 0 || named == home.owner)) actor = named;
  }
  return "uid:" + std::to_string(actor);
}

std::string config_digest(const Home& home) { return digest::sha256_hex(read_file(home.config(), kConfigLimit)); }

}  // namespace pkit
