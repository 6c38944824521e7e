#include "home/moved_state.h"

#include <array>
#include <filesystem>

#include "base/error.h"
#include "base/text.h"
#include "home/staging_place.h"
#include "store/engines.h"
#include "store/events.h"
#include "store/state_file.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

/// A state and its log.
constexpr std::array kSuffixes = {"", "-wal", "-shm"};

Path retired_file(const Home& home) { return home.database().string() + ".moved"; }

/// The hash of a state's last event, hex; empty where there is no file, or none that is one.
std::string head_of(store::Database& state) {
  std::optional<store::events::Head> head;
  state.read([&](store::Read& read) { head = store::events::head(read); });
  return head ? to_hex(head->hash) : "";
}
std::string head_of_file(const Path& file, const World& world) {
  if (!fs::exists(file)) return "";
  return head_of(*store::open_sqlite(file, store::Open::alone, world));
}

/// Of a state that was moved into a file: whether that is this home's, which may be in its place already.
bool take_if_ours(const Home& home, const std::string& head, const World& world) {
  if (head_of_file(arriving_file(home), world) != head && head_of_file(home.database(), world) != head) return false;
  take_arrived_file(home);
  return true;
}

}  // namespace

std::optional<NamedState> named_state(const Home& home) {
  std::error_code unknown;
  if (!fs::exists(home.state(), unknown) && !unknown) return std::nullopt;
  constexpr std::size_t kLimit = 256;
  const std::string line(trim(read_file(home.state(), kLimit)));
  if (line.find(':') == std::string::npos)
    throw Error(Kind::state, "store.corrupt", home.state().string() + " does not say where the state is",
                "restore that file: postgresql: and the service's name");
  const std::size_t space = line.find(' ');
  if (space == std::string::npos) return NamedState{line, ""};
  return NamedState{line.substr(0, space), line.substr(space + 1)};
}

void name_state(const Home& home, const NamedState& named) {
  replace_file(home.state(), as_bytes(named.place + " " + named.head + "\n"), Mode::secret);
}

Path arriving_file(const Home& home) { return home.database().string() + ".arriving"; }

void take_arrived_file(const Home& home) {
  if (const Path arriving = arriving_file(home); fs::exists(arriving)) {
    // A log of an earlier state would be taken for this one's.
    for (const char* suffix : {"-wal", "-shm"}) fs::remove(home.database().string() + suffix);
    fs::rename(arriving, home.database());
  }
  // Who was killed may not have made its name durable: without it there would be neither the file nor the server.
  sync_directory(home.directory);
  fs::remove(home.state());
  sync_directory(home.directory);
}

std::optional<Path> retire_file(const Home& home, const World& world) {
  const Path retired = retired_file(home);
  const auto of = [](const Path& file, const char* suffix) { return Path(file.string() + suffix); };
  if (fs::exists(home.database()))
    for (const char* suffix : kSuffixes) fs::remove(of(retired, suffix));
  bool found = false;
  for (const char* suffix : kSuffixes) {
    const Path file = of(home.database(), suffix);
    if (!fs::exists(file)) continue;
    fs::rename(file, of(retired, suffix));
    found = true;
  }
  sync_directory(home.directory);
  if (!found) return std::nullopt;
  try {
    // What is in the log, the mark too, goes into the file.
    store::open_sqlite(retired, store::Open::any, world);
  } catch (const Error&) {  // somebody still reads it, or it was damaged before
  }
  // A copy without the log, and one whose last commit failed, are no states either.
  store::mark_moved(retired);
  return retired;
}

bool finish_move(const Home& home, const NamedState& named, const World& world) {
  // Whatever the server says: of a home in which no move was begun there is nothing to finish.
  if (named.head.empty() && !fs::exists(arriving_file(home)) && !fs::exists(home.database())) return false;
  const Fd lock = lock_beside(world, home.database());
  const std::optional<NamedState> now = named_state(home);
  if (!now || now->place != named.place) return true;  // somebody was faster
  const std::unique_ptr<store::Database> state =
      store::open_place(store::place_named(named.place), store::Open::any, world);
  const std::string head = head_of(*state);
  switch (state->standing()) {
    case store::Standing::in_force:
      return true;
    case store::Standing::moved:
      return take_if_ours(home, head, world);
    case store::Standing::arriving:
      if (named.head != head) return false;
      // Who was killed may not have made the line durable: without it the file would be in force again.
      sync_directory(home.directory);
      state->write([&](store::Write&) { state->stand(store::Standing::in_force); });
      return true;
  }
  return false;
}

}  // namespace pkit
