#include "care/move.h"

#include <unistd.h>

#include <filesystem>
#include <functional>

#include "accounts/credential.h"
#include "care/doctor.h"
#include "home/moved_state.h"
#include "home/server_clock.h"
#include "home/staging_place.h"
#include "store/copied_rows.h"
#include "store/engines.h"
#include "store/events.h"
#include "store/meta.h"
#include "store/state_file.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFile = "sqlite";

/// What is told of a move by an event, which both ends have: by its hash the new one is known.
struct Move {
  World world;
  const MoveRequest& request;
  Home home;
  std::string actor, from;
  Time now = 0;

  bool to_file() const { return request.to == kFile; }
  Value data() const { return Value::map({{"from", from}, {"to", request.to}}); }
};

Session session_over(const Move& move, store::Database& database) {
  Session session(move.world, move.home, database, move.actor);
  session.version = move.request.version;
  session.now = move.request.now;
  session.accept_clock = move.request.accept_clock;
  return session;
}

/// doctor's word on a state as such; files and pkit.yaml are the same before and after.
void require_sound(const Move& move, store::Database& database, const std::string& place) {
  Session session = session_over(move, database);
  Check check{"state"};
  check_state(session, check);
  check_events(session, check);
  check_certificates(session, check);
  check_decisions(session, check);
  if (check.findings.empty()) return;
  throw Error(Kind::state, "state.unsound", "the state in " + place + " is not sound: " + check.findings.front().what,
              "the state stays where it is; pkit doctor names every damage");
}

std::string head_of(store::Read& read) { return to_hex(store::events::head(read).value().hash); }

void tell(const Move& move, store::Write& write) {
  store::meta::seen(write, move.now);
  store::events::append(write, move.now, move.actor, "state.moved", "", move.data());
}

/// The same history, the same rows.
void require_same(store::Read& there, store::Read& here, const std::vector<store::Table>& tables, Outcome& outcome) {
  const auto from = store::contents(there, tables), to = store::contents(here, tables);
  std::int64_t rows = 0;
  for (const auto& [name, content] : from) {
    if (to.at(name) != content)
      throw Error(Kind::state, "state.unsound",
                  "the copy of the table " + name + " is not as the original, which has " +
                      std::to_string(content.rows) + " rows, and it " + std::to_string(to.at(name).rows),
                  "the state stays where it is");
    rows += content.rows;
  }
  outcome.data.set("events", store::events::count(here));
  outcome.data.set("rows", rows);
}

/// Copies all of `from`, inside its transaction, and tells both of the move: they are the same then.
void copy(const Move& move, store::Write& from, store::Database& to, const std::vector<store::Table>& tables,
          Outcome& outcome) {
  to.expect_many_writes();
  to.write([&](store::Write& write) { store::copy_rows(from, write, tables); });
  to.write([&](store::Write& write) { tell(move, write); });
  tell(move, from);
  to.read([&](store::Read& read) {
    if (head_of(read) != head_of(from))
      throw Error(Kind::state, "state.unsound", "the copy does not end with the same event",
                  "the state stays where it is");
    require_same(from, read, tables, outcome);
  });
  require_sound(move, to, move.request.to);
}

/// What comes after the commit, which stands whatever fails now.
void finish(const Move& move, const std::function<void()>& rest) {
  try {
    rest();
  } catch (const Error& error) {
    throw Error(error.kind(), error.code(),
                "the state is in " + move.request.to + " from now on, but its move is not finished: " + error.what(),
                "mend that; the next command of this home, or the same move again, finishes it");
  }
}

bool is_named(const Move& move, const std::string& head) {
  const std::optional<NamedState> named = named_state(move.home);
  return named && named->place == move.request.to && named->head == head;
}

/// The commit is the home's line, written while nobody else writes to the file.
void move_to_server(const Move& move, std::unique_ptr<store::Database> from, Outcome& outcome) {
  const std::vector<store::Table> tables = store::file_of(*from, "be moved").tables();
  const std::unique_ptr<store::Database> to =
      store::open_place(store::place_named(move.request.to), store::Open::arrive, move.world);
  std::string head;
  try {
    from->write([&](store::Write& write) {
      copy(move, write, *to, tables, outcome);
      head = head_of(write);
      from->stand(store::Standing::moved);
      name_state(move.home, {move.request.to, head});
    });
  } catch (const Error&) {
    // With the line there the file is not in force, marked or not: retire_file() marks it too.
    if (head.empty() || !is_named(move, head)) throw;
  }
  from.reset();
  finish(move, [&] {
    sync_directory(move.home.directory);
    to->write([&](store::Write&) { to->stand(store::Standing::in_force); });
  });
}

/// The file as one piece, without a log, where it waits for the server's commit.
void put_arriving(const Move& move, const Path& made) {
  store::open_sqlite(made, store::Open::alone, move.world);
  sync_file(made);
  fs::rename(made, arriving_file(move.home));
  sync_directory(move.home.directory);
}

/// The commit is the server's, so that all its hosts heed it.
void move_to_file(const Move& move, std::unique_ptr<store::Database> from, Outcome& outcome) {
  from->expect_silence();
  from->write([&](store::Write& write) {
    const StagingPlace place = make_beside(move.world, move.home.database(), [](const Path&) { return false; });
    const RemoveAll cleanup{place.directory};
    const Path made = place.directory / "pkit.db";
    take_credentials_home(move.home, write);
    {
      const std::unique_ptr<store::StateFile> to = store::open_sqlite(made, store::Open::create, move.world);
      copy(move, write, *to, to->tables(), outcome);
    }
    put_arriving(move, made);
    from->stand(store::Standing::moved);
  });
  finish(move, [&] { take_arrived_file(move.home); });
}

void require_way(const std::string& from, const std::string& to) {
  if (to != kFile) store::place_named(to);
  if (from == kFile || to == kFile || from == to) return;
  throw Error(Kind::conflict, "state.move", "the state is in " + from + ", and moves from there into a file only",
              "pkit state move --to sqlite, and then to " + to);
}

/// A state that is there and not in force may be replaced where it was this one.
void require_own(const Move& move, store::Database& from) {
  std::unique_ptr<store::Database> there;
  try {
    there = store::open_place(store::place_named(move.request.to), store::Open::any, move.world);
  } catch (const Error& error) {
    if (error.code() == "store.corrupt") return;  // there is none
    throw;
  }
  Bytes ours, theirs;
  from.read([&](store::Read& read) { ours = store::meta::get(read).home_id; });
  there->read([&](store::Read& read) { theirs = store::meta::get(read).home_id; });
  if (there->standing() == store::Standing::in_force || ours != theirs)
    throw Error(Kind::conflict, "store.exists", move.request.to + " holds a state already",
                "name a database without one; where no home uses it: DROP SCHEMA pkit CASCADE");
}

std::string place_of(const Home& home) { return state_place(home).value_or(kFile); }

void warn(const Move& move, const std::optional<Path>& kept, Outcome& outcome) {
  if (kept) outcome.data.set("kept", kept->string());
  if (move.to_file())
    outcome.warnings.push_back("homes of other hosts whose state was in " + move.from +
                               " work no more; what is there is marked, and DROP SCHEMA pkit CASCADE removes it");
}

}  // namespace

Outcome move_state(const World& world, const MoveRequest& request) {
  Move move{world, request, open_home(request.directory, request.uid), "", "", 0};
  move.actor = actor_of(move.home, ::getuid(), request.sudo_uid);
  open_database(move.home, world);  // finishes what was cut short, for which it takes the lock itself
  const Fd lock = lock_beside(world, move.home.database());
  move.from = place_of(move.home);
  require_way(move.from, request.to);
  Outcome outcome;
  outcome.data = Value::map({{"moved", move.from != request.to}, {"from", move.from}, {"to", request.to}});
  if (move.from == request.to) {
    if (!move.to_file()) warn(move, retire_file(move.home, world), outcome);
    return outcome;
  }
  std::unique_ptr<store::Database> from = open_database(move.home, world);
  // The clock of the state that is left: what it has seen was told by that.
  move.world = with_clock_ahead(world, from->clock_ahead());
  move.now = operation_time(session_over(move, *from), true);
  require_sound(move, *from, move.from);
  if (move.to_file()) {
    move_to_file(move, std::move(from), outcome);
  } else {
    require_own(move, *from);
    move_to_server(move, std::move(from), outcome);
  }
  std::optional<Path> kept;
  if (!move.to_file()) finish(move, [&] { kept = retire_file(move.home, world); });
  warn(move, kept, outcome);
  return outcome;
}

}  // namespace pkit
