#include "care/join.h"

#include <filesystem>

#include "care/doctor.h"
#include "care/home_files.h"
#include "care/new_home.h"
#include "home/staging_place.h"
#include "setup/setup.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

void require_empty(const Path& directory) {
  if (fs::exists(directory) && (!fs::is_directory(directory) || !fs::is_empty(directory)))
    throw Error(Kind::conflict, "home.exists", directory.string() + " exists already", "nothing was touched");
}

void require_source(const Path& from) {
  if (fs::is_regular_file(from / "pkit.yaml")) return;
  throw Error(Kind::conflict, "init.join", (from / "pkit.yaml").string() + " is not there",
              "--from names a directory with pkit.yaml and ca/ of the other host's home");
}

/// What doctor would find: files of another CA, keys that are not their certificates', a faulty pkit.yaml.
void require_fit(const World& world, const Home& home, store::Database& state, const authority::KeyAccess& access) {
  Check check{"config"};
  check_config(world, home, &state, access, world.now(), check);
  if (check.findings.empty()) return;
  throw Error(Kind::conflict, "init.join", check.findings.front().what,
              "the files are to be those of a home of this state; nothing was made");
}

/// The programs that pkit.yaml names: of adapters, steps of alerts, and providers of secrets.
std::vector<Path> programs_of(const Home& home) {
  constexpr std::size_t limit = 1 << 20;
  const CheckedSetup checked =
      check_setup(read_file(home.config(), limit), home.config().string(), home.directory, home.owner);
  std::vector<Path> programs;
  if (!checked.setup) return programs;
  for (const auto& [name, adapter] : checked.setup->adapters) programs.push_back(adapter.program);
  for (const auto& [name, provider] : checked.setup->secrets) programs.push_back(provider.program.program);
  for (const Alert& alert : checked.setup->alerts)
    for (const AlertStep& step : alert.steps) programs.push_back(step.script.program);
  return programs;
}

/// Those that lie within the home come along: without them pkit.yaml is faulty.
void copy_programs(const Home& from, const Path& to) {
  for (const Path& program : programs_of(from)) {
    const Path relative = program.lexically_relative(from.directory);
    if (program.empty() || relative.empty() || *relative.begin() == ".." || fs::exists(to / relative)) continue;
    for (Path made = to; const Path& step : relative.parent_path())
      if (made /= step; !fs::exists(made)) create_directory(made, 0700);
    duplicate_file(program, to / relative);
  }
}

}  // namespace

Outcome join(const World& world, uid_t uid, const JoinRequest& request) {
  require_empty(request.directory);
  require_source(request.from);
  const Path parent = request.directory.parent_path();
  fs::create_directories(parent);
  require_room(parent, request.directory);
  const Fd lock = lock_beside(world, request.directory);
  const StagingPlace place = make_beside(world, request.directory, [](const Path&) { return false; });
  const RemoveAll cleanup{place.directory};
  require_trusted(place.directory, uid);
  create_file(place.directory / "pkit.state", as_bytes(request.place + "\n"), Mode::secret);
  const Home home{place.directory, uid};
  const std::unique_ptr<store::Database> state = open_database(home, world);
  const Home from{request.from, uid};
  HomeFiles files = read_home_files(from, true);
  write_home_files(place.directory, files.files);
  copy_programs(from, place.directory);
  require_fit(world, home, *state, request.key_access);
  sync_directory(place.directory);
  move_into_place(place.directory, request.directory);
  sync_directory(parent);
  Outcome outcome;
  outcome.data = Value::map({{"home", request.directory.string()},
                             {"created", true},
                             {"config", (request.directory / "pkit.yaml").string()},
                             {"state", request.place}});
  for (const std::string& path : files.left_out)
    outcome.warnings.push_back(path + " lies outside the home, and is to be there on this host too");
  return outcome;
}

}  // namespace pkit
