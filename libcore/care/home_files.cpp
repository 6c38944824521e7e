#include "care/home_files.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "ca/authority_files.h"
#include "setup/setup.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHomeFileLimit = 1 << 20;

/// What a home consists of, by the names of its files, which may not be there.
struct Named {
  std::set<Path> certificates, keys;
};

/// What pkit.yaml names beside what lies in ca/; nothing more where it cannot be read.
void add_configured(const Home& home, Named& named) {
  try {
    const CheckedSetup checked =
        check_setup(read_file(home.config(), kHomeFileLimit), home.config().string(), home.directory, home.owner);
    if (!checked.setup) return;
    for (const auto& [name, authority] : checked.setup->authorities) {
      named.certificates.insert(authority.certificate);
      if (!authority.chain.empty()) named.certificates.insert(authority.chain);
      named.keys.insert(authority.key);
      // What is in ca/ by another name than *.key: of an authority in a PKCS#12 file.
      for (Path& former : former_files(fs::weakly_canonical(authority.key))) named.keys.insert(std::move(former));
    }
  } catch (const Error&) {
    // Told by config check; the backup is needed all the more.
  }
}

Named named_files(const Home& home) {
  Named named;
  add_configured(home, named);
  if (fs::is_directory(home.keys()))
    for (const fs::directory_entry& entry : fs::directory_iterator(home.keys()))
      if (entry.path().extension() == ".key") named.keys.insert(entry.path());
  if (!fs::is_directory(home.ca())) return named;
  for (const fs::directory_entry& entry : fs::directory_iterator(home.ca())) {
    if (entry.path().extension() == ".crt") named.certificates.insert(entry.path());
    if (entry.path().extension() == ".key") named.keys.insert(entry.path());
  }
  return named;
}

/// ".." begins a way out of the home.
bool lies_within(const Path& relative) { return !relative.empty() && *relative.begin() != ".."; }

void add_file(const Home& home, const Path& path, bool secret, HomeFiles& into) {
  const Path relative = path.lexically_relative(home.directory);
  if (!lies_within(relative)) {
    into.left_out.push_back(path.string());
    return;
  }
  if (!fs::exists(fs::symlink_status(path))) return;
  if (!fs::is_regular_file(path)) throw Error(Kind::state, "backup.file", path.string() + " is no ordinary file");
  into.files.push_back({relative.generic_string(), secret, to_bytes(read_file(path, kHomeFileLimit))});
}

/// The state, what belongs to it, or who keeps it.
bool is_of_state(const Path& file) {
  const std::string name = file.filename().string();
  return name.starts_with("pkit.db") || name == "pkit.state";
}

void require_inside(const std::string& name) {
  const Path path = name;
  const bool plain = path.is_relative() && path == path.lexically_normal() && lies_within(path) && path.has_filename();
  if (!plain || is_of_state(path))
    throw Error(Kind::state, "backup.unsound", "it has a file by the name '" + printable(name) + "'",
                "do not use this backup");
}

/// The mode that a directory has, and what its owner needs to fill it.
mode_t fillable_mode(const Path& directory) {
  return static_cast<mode_t>(fs::status(directory).permissions() & fs::perms::all) | 0700;
}

/// Each file and each directory is synced: after a power failure the keys are there, or the former home is.
void take_over(const Path& from, const Path& to) {
  for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
    const Path target = to / entry.path().filename();
    if (is_of_state(entry.path()) || is_temporary(entry.path().filename().string())) continue;
    const bool is_there = fs::exists(fs::symlink_status(target));
    if (entry.is_directory() && !entry.is_symlink()) {
      if (!is_there) create_directory(target, fillable_mode(entry.path()));
      take_over(entry.path(), target);
    } else if (!is_there && entry.is_symlink()) {
      fs::copy_symlink(entry.path(), target);
    } else if (!is_there && entry.is_regular_file()) {
      duplicate_file(entry.path(), target, Sync::file);
    }
  }
  sync_directory(to);
}

}  // namespace

HomeFiles read_home_files(const Home& home, bool with_keys) {
  HomeFiles found;
  add_file(home, home.config(), false, found);
  const Named named = named_files(home);
  for (const Path& certificate : named.certificates) add_file(home, certificate, false, found);
  if (with_keys)
    for (const Path& key : named.keys) add_file(home, key, true, found);
  return found;
}

void write_home_files(const Path& directory, const std::vector<store::BackupFile>& files) {
  for (const store::BackupFile& file : files) {
    if (file.name == store::backup_files::kManifest) continue;
    require_inside(file.name);
    const Path path = directory / file.name;
    for (Path made = directory; const Path& step : Path(file.name).parent_path())
      if (made /= step; !fs::exists(made)) create_directory(made, 0700);
    const bool closed = file.secret || file.name == "pkit.yaml";
    create_file(path, file.content, closed ? Mode::secret : Mode::shared);
  }
}

void take_over_files(const Path& from, const Path& to) {
  if (lies_within(fs::weakly_canonical(to).lexically_relative(fs::canonical(from))))
    throw Error(Kind::internal, "internal", "a home is to be copied into itself: " + to.string());
  take_over(from, to);
}

}  // namespace pkit
