// doctor's look at the state as a database: its file, its log, its pages, its indexes.
#include <algorithm>
#include <cstdlib>

#include "care/doctor.h"
#include "home/staging_place.h"
#include "store/backup_files.h"
#include "store/counters.h"
#include "store/events.h"
#include "store/meta.h"
#include "store/state_file.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

/// The engine's own findings; that it cannot go on is one.
std::vector<std::string> faults_of(store::Database& database) {
  try {
    return database.check();
  } catch (const Error& error) {
    return {error.what()};
  }
}

bool is_sound(store::Database& database) {
  bool whole = database.check().empty();
  database.read([&](store::Read& read) { whole = whole && store::events::verify(read).empty(); });
  return whole;
}

/// Is everything there but the indexes? Then they can be made anew.
bool can_rebuild(Session& session, store::StateFile& state, const Path& file) {
  try {
    state.rebuild_to(file);
    return is_sound(*store::open_sqlite(file, store::Open::alone, session.world));
  } catch (const Error&) {
    return false;
  }
}

StagingPlace rebuilding_place(Session& session) {
  return make_beside(session.world, session.home.database(), [](const Path&) { return false; });
}

/// The damaged state is kept beside the mended one.
void rebuild(Session& session, store::StateFile& state) {
  const StagingPlace place = rebuilding_place(session);
  const RemoveAll cleanup{place.directory};
  const Path kept = session.home.database().string() + ".damaged";
  fs::remove(kept);
  state.copy_to(kept);
  const Path made = place.directory / "pkit.db";
  if (!can_rebuild(session, state, made) || !state.take_back(made))
    throw Error(Kind::conflict, "state.changed", "the state was changed while its indexes were made anew", "try again");
}

bool is_of_reference(const std::string& fault) { return fault.starts_with("a row of "); }

void find_damage(Session& session, const std::vector<std::string>& faults, Check& check) {
  const auto first = std::find_if_not(faults.begin(), faults.end(), is_of_reference);
  if (first == faults.end()) {
    for (const std::string& fault : faults) check.find("state-reference", fault);
    return;
  }
  const std::string what =
      session.home.database().string() + ": " + *first +
      (faults.size() > 1 ? " (and " + std::to_string(faults.size() - 1) + " more of the kind)" : "");
  store::StateFile* state = session.database.file();
  if (state == nullptr) {
    for (const std::string& fault : faults) check.find("state-server", fault);
    return;
  }
  const StagingPlace place = rebuilding_place(session);
  const RemoveAll cleanup{place.directory};
  if (can_rebuild(session, *state, place.directory / "pkit.db"))
    check.find("state-index", what, [&session, state] { rebuild(session, *state); });
  else
    check.find("state-page", what);
}

const char* damage_of(const Error& error, const Path& file) {
  if (error.code() == "store.schema") return "state-newer";
  if (error.code() != "store.corrupt") return "state-unreadable";
  const std::string damage = store::damage_of_file(file);
  return damage == "truncated" ? "state-truncated" : damage == "foreign" ? "state-foreign" : "state-page";
}

void check_counters(Session& session, Check& check) {
  std::vector<std::string> wrong;
  session.database.read([&](store::Read& read) { wrong = store::counters::wrong(read); });
  if (wrong.empty()) return;
  check.find("state-counter", "not as many as the state says: " + join(wrong, ", "),
             [&session] { session.database.write([](store::Write& write) { store::counters::recount(write); }); });
}

}  // namespace

/// A server keeps it: its files are the server's matter.
static std::unique_ptr<store::Database> open_at_server(const World& world, const Home& home, Check& check) {
  try {
    return open_database(home, world);
  } catch (const Error& error) {
    check.find(error.code() == "store.schema" ? "state-newer" : "state-server", error.what());
    return nullptr;
  }
}

std::unique_ptr<store::Database> open_state(const World& world, const Home& home, Check& check) {
  if (state_place(home)) return open_at_server(world, home, check);
  const Path file = home.database();
  if (!fs::exists(file)) {
    check.find("state-missing", file.string() + " is not there");
    return nullptr;
  }
  if (store::has_foreign_log(file, world)) {
    check.find("state-log", file.string() + "-wal does not belong to " + file.string());
    return nullptr;
  }
  try {
    return open_database(home, world);
  } catch (const Error& error) {
    check.find(damage_of(error, file), error.what());
    return nullptr;
  }
}

void check_clock(Session& session, bool reset, Check& check) {
  store::Meta meta;
  session.state.read([&](store::Read& read) { meta = store::meta::get(read); });
  const Time now = session.world.now();
  if (meta.test_clock || meta.highest_time <= now + kClockTolerance) return;
  const auto mend = [&session, now, seen = meta.highest_time] {
    const Value data = Value::map({{"seen", print_time(seen)}, {"now", print_time(now)}});
    session.database.write([&](store::Write& write) {
      store::meta::reset_clock(write, now);
      store::events::append(write, now, session.actor, "clock.reset", "", data);
    });
  };
  check.find("clock-ahead",
             "the state has seen " + print_time(meta.highest_time) + ", and now it is " + print_time(now),
             reset ? std::function<void()>(mend) : nullptr);
}

/// Which server keeps the state; and whether its clock is this host's, since leases of all hosts are compared.
static void tell_server(const Session& session, Check& check) {
  const std::optional<store::Server> server = session.database.server();
  if (!server) return;
  check.tell(server->engine + " " + server->version + " at " + server->place + ", " +
             (server->primary ? "primary" : "standby"));
  for (const std::string& standby : server->standbys) check.tell("standby " + standby);
  if (std::abs(server->ahead) > store::kClocksApart)
    check.find("state-server",
               "this host's clock and the server's differ by " + std::to_string(std::abs(server->ahead) / 1000) + " s");
}

void check_state(Session& session, Check& check) {
  tell_server(session, check);
  const std::vector<std::string> faults = faults_of(session.database);
  if (!faults.empty()) find_damage(session, faults, check);
  if (faults.empty()) check_counters(session, check);
  session.state.read([&](store::Read& read) {
    if (!store::backup_files::all(read).empty())
      check.find("state-backup", session.home.database().string() + " is a backup that was copied here by hand");
  });
}

}  // namespace pkit
