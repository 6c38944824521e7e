// Several processes on one database, processes that die, and disks that are full.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "store_test.h"

namespace pkit::store {

namespace {

constexpr int kFailed = 99;

/// Runs `fn` in a child of its own, which opens its own database; its answer is the exit code.
template <class Fn>
pid_t in_child(Fn fn) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child != 0) return child;
  int answer = kFailed;
  try {
    answer = fn();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "child: %s\n", error.what());
  }
  ::_exit(answer);
}

int status_of(pid_t child) {
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return status;
}

int answer_of(pid_t child) {
  const int status = status_of(child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void append(Database& database, int number) {
  database.write([&](Write& write) {
    events::append(write, number, "uid:7", "test", "s", Value::map({{"text", std::string(200, 'x')}}));
  });
}

void append_until_killed(Database& database) {
  while (true) append(database, 1);
}

std::int64_t events_in(Database& database) {
  std::int64_t count = 0;
  database.read([&](Read& read) {
    CHECK(events::verify(read).empty());
    count = events::count(read);
  });
  return count;
}

}  // namespace

TEST_CASE("eight processes append: no error, no gap") {
  Fixture home;
  home.database.reset();
  constexpr int processes = 8, rounds = 12;
  std::vector<pid_t> children;
  for (int i = 0; i < processes; ++i) {
    children.push_back(in_child([&] {
      for (int round = 0; round < rounds; ++round) {
        // Opened anew, as one command after the other does it.
        auto database = open_sqlite(home.scratch.file(), Open::existing, home.world);
        append(*database, round);
        append(*database, round);
      }
      return 0;
    }));
  }
  for (pid_t child : children) CHECK(answer_of(child) == 0);
  home.database = open_sqlite(home.scratch.file(), Open::existing, home.world);
  CHECK(events_in(*home.database) == processes * rounds * 2);
  CHECK(home.database->check().empty());
}

TEST_CASE("a reader keeps its snapshot while another commits, and sees that something changed afterwards") {
  Fixture home;
  auto other = open_sqlite(home.scratch.file(), Open::existing, home.world);
  const auto counter = [&] { return home.read([](Read& read) { return change_counter(read); }); };
  const std::int64_t before = counter();
  CHECK(counter() == before);
  home.database->read([&](Read& read) {
    CHECK(events::count(read) == 0);
    append(*other, 1);
    CHECK(events::count(read) == 0);
  });
  CHECK(home.read([](Read& read) { return events::count(read); }) == 1);
  CHECK(counter() != before);
}

TEST_CASE("a commit of another process is seen too") {
  Fixture home;
  home.database.reset();  // an open one does not survive fork()
  int go[2];
  REQUIRE(::pipe(go) == 0);
  const pid_t child = in_child([&] {
    char byte = 0;
    if (::read(go[0], &byte, 1) != 1) return 1;
    append(*open_sqlite(home.scratch.file(), Open::existing, home.world), 1);
    return 0;
  });
  home.database = open_sqlite(home.scratch.file(), Open::existing, home.world);
  const auto counter = [&] { return home.read([](Read& read) { return change_counter(read); }); };
  const std::int64_t before = counter();
  CHECK(counter() == before);
  REQUIRE(::write(go[1], "x", 1) == 1);
  CHECK(answer_of(child) == 0);
  CHECK(counter() != before);
  ::close(go[0]);
  ::close(go[1]);
}

TEST_CASE("a lock that is never given back is an error that says so") {
  Fixture home;
  World hasty = real_world();
  Duration now = 0;
  hasty.steady = [&] { return now += 10'000; };
  auto other = open_sqlite(home.scratch.file(), Open::existing, hasty);
  home.write([&](Write&) {
    const Error error = error_from([&] { append(*other, 1); });
    CHECK(error.kind() == Kind::state);
    CHECK(error.code() == "store.locked");
    CHECK_FALSE(error.hint().empty());
    other->read([](Read& read) { CHECK(events::count(read) == 0); });
  });
  append(*other, 1);
  CHECK(events_in(*home.database) == 1);
}

TEST_CASE("a writer that is killed leaves a sound database") {
  Fixture home;
  home.database.reset();
  for (useconds_t pause : {useconds_t{2'000}, useconds_t{11'000}, useconds_t{30'000}, useconds_t{77'000}}) {
    CAPTURE(pause);
    const pid_t child = in_child([&] {
      append_until_killed(*open_sqlite(home.scratch.file(), Open::existing, home.world));
      return 0;
    });
    ::usleep(pause);
    ::kill(child, SIGKILL);
    CHECK(answer_of(child) == -SIGKILL);
    home.database = open_sqlite(home.scratch.file(), Open::existing, home.world);
    CHECK(home.database->check().empty());
    const std::int64_t before = events_in(*home.database);
    append(*home.database, 1);
    CHECK(events_in(*home.database) == before + 1);
    home.database.reset();
  }
}

TEST_CASE("a writer that is killed within its transaction has done nothing") {
  Fixture home;
  append(*home.database, 1);
  home.database.reset();
  const pid_t child = in_child([&] {
    open_sqlite(home.scratch.file(), Open::existing, home.world)->write([](Write& write) {
      // More than the page cache holds, so that pages of the open transaction reach the log.
      for (int i = 0; i < 150; ++i) events::append(write, i, "uid:7", "test", "s", Value(unlike(60'000)));
      ::kill(::getpid(), SIGKILL);
    });
    return 0;
  });
  CHECK(answer_of(child) == -SIGKILL);
  const std::string log = home.scratch.file().string() + "-wal";
  CHECK(std::filesystem::file_size(log) > (4 << 20));
  home.database = open_sqlite(home.scratch.file(), Open::existing, home.world);
  CHECK(std::filesystem::file_size(log) < (4 << 20));
  CHECK(events_in(*home.database) == 1);
  CHECK(home.database->check().empty());
}

TEST_CASE("a disk that is full ends the transaction, says so, and nothing is kept of it") {
  Fixture home;
  append(*home.database, 1);
  home.database.reset();
  const pid_t child = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    auto database = open_sqlite(home.scratch.file(), Open::existing, home.world);
    append(*database, 2);
    const rlimit limit{.rlim_cur = 400'000, .rlim_max = 400'000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
    const Error error = error_from([&] {
      database->write([](Write& write) {
        for (int i = 0; i < 300; ++i) events::append(write, i, "uid:7", "test", "s", Value(unlike(6000)));
      });
    });
    if (error.kind() != Kind::state || error.code() != "store.full" || error.hint().empty()) return 2;
    append(*database, 3);  // small enough, and the connection still works
    return events_in(*database) == 3 ? 0 : 3;
  });
  CHECK(answer_of(child) == 0);
  home.database = open_sqlite(home.scratch.file(), Open::existing, home.world);
  CHECK(events_in(*home.database) == 3);
  CHECK(home.database->check().empty());
}

TEST_CASE("a creation that fails leaves nothing") {
  Scratch scratch;
  const World world = real_world();
  const pid_t child = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{.rlim_cur = 20'000, .rlim_max = 20'000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
    const Error error = error_from([&] { open_sqlite(scratch.file(), Open::create, world); });
    return error.code() == "store.full" ? 0 : 2;
  });
  CHECK(answer_of(child) == 0);
  CHECK(std::filesystem::is_empty(scratch.directory()));
}

}  // namespace pkit::store
