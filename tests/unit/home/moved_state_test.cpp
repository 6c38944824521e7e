// The files of a home whose state moves: after each step of it, one says where the state is.
#include "home/moved_state.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "../error_of.h"
#include "store/state_file.h"

using namespace pkit;

namespace fs = std::filesystem;

namespace {

class Directory {
 public:
  Directory() {
    std::string name = (fs::temp_directory_path() / "pkit-moved-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    home = {name, ::geteuid()};
  }
  ~Directory() {
    std::error_code ignored;
    fs::remove_all(home.directory, ignored);
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  void write(const char* name, const char* content) { std::ofstream(home.directory / name) << content; }
  std::string read(const char* name) const {
    std::ifstream file(home.directory / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(home.directory))
      names.insert(entry.path().filename());
    return names;
  }

  Home home;
};

using Files = std::set<std::string>;

}  // namespace

TEST_CASE("a home's line names the place of its state, and what it came by") {
  Directory place;
  CHECK(!named_state(place.home));
  struct {
    const char* line;
    const char* place;
    const char* head;
  } const rows[] = {
      {"postgresql:ca\n", "postgresql:ca", ""},
      {"postgresql:ca 00ff\n", "postgresql:ca", "00ff"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.line);
    place.write("pkit.state", row.line);
    REQUIRE(named_state(place.home));
    CHECK(named_state(place.home)->place == row.place);
    CHECK(named_state(place.home)->head == row.head);
    CHECK(state_place(place.home) == row.place);
  }
  for (const char* line : {"", "\n", "ca 00ff\n"}) {
    CAPTURE(line);
    place.write("pkit.state", line);
    CHECK(test::error_of([&] { named_state(place.home); }).code() == "store.corrupt");
  }
  name_state(place.home, {"postgresql:other", "ab"});
  CHECK(place.read("pkit.state") == "postgresql:other ab\n");
  CHECK(fs::status(place.home.state()).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a former file is put aside with its log, in as many goes as it takes") {
  const World world = real_world();
  Directory place;
  CHECK(!retire_file(place.home, world));
  for (const char* name : {"pkit.db.moved", "pkit.db.moved-wal"}) place.write(name, "older");
  for (const char* name : {"pkit.db", "pkit.db-wal"}) place.write(name, "newer");
  CHECK(retire_file(place.home, world) == place.home.directory / "pkit.db.moved");
  CHECK(place.read("pkit.db.moved") == "newer");
  CHECK(!place.files().contains("pkit.db"));
  CHECK(!place.files().contains("pkit.db-wal"));

  // Killed between its file and its log: that is still its own.
  Directory killed;
  killed.write("pkit.db.moved", "newer");
  killed.write("pkit.db-wal", "its log");
  CHECK(retire_file(killed.home, world));
  CHECK(killed.read("pkit.db.moved") == "newer");
  CHECK(!killed.files().contains("pkit.db-wal"));
}

TEST_CASE("a former file is no state any more, whether its engine marked it or not") {
  const World world = real_world();
  Directory place;
  const Path copy = place.home.directory / "copy.db";
  store::open_sqlite(place.home.database(), store::Open::create, world);
  REQUIRE(retire_file(place.home, world));
  fs::copy_file(place.home.directory / "pkit.db.moved", copy);
  const Error refused = test::error_of([&] { store::open_sqlite(copy, store::Open::existing, world); });
  CHECK(refused.code() == "store.moved");
  CHECK(refused.hint().find("the home in which it was moved") != std::string::npos);
  CHECK(store::open_sqlite(copy, store::Open::any, world)->standing() == store::Standing::moved);
  store::mark_moved(copy);  // once more is no matter
  CHECK(store::open_sqlite(copy, store::Open::any, world)->standing() == store::Standing::moved);
  store::mark_moved(place.home.directory / "nothing");
}

TEST_CASE("a file that arrived is in its place before the server is forgotten, in as many goes as it takes") {
  Directory place;
  place.write("pkit.state", "postgresql:ca\n");
  place.write("pkit.db", "former");
  place.write("pkit.db-wal", "log of the former");
  place.write("pkit.db.arriving", "new");
  take_arrived_file(place.home);
  CHECK(place.files() == Files{"pkit.db"});
  CHECK(place.read("pkit.db") == "new");

  place.write("pkit.state", "postgresql:ca\n");
  take_arrived_file(place.home);
  CHECK(place.files() == Files{"pkit.db"});
  take_arrived_file(place.home);
  CHECK(place.read("pkit.db") == "new");
}

TEST_CASE("a home in which no move was begun has none to finish") {
  Directory place;
  CHECK(!finish_move(place.home, {"postgresql:nowhere", ""}, real_world()));
}
