// The engine: what a statement takes and gives, what a transaction keeps, and which files are refused.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "store/entities/query.h"
#include "store_test.h"

namespace pkit::store {

namespace {

mode_t mode_of(const std::string& file) {
  struct stat info {};
  REQUIRE(::stat(file.c_str(), &info) == 0);
  return info.st_mode & 07777;
}

void overwrite(const Path& file, const std::string& content) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

std::string text_of(Read& read, const char* sql) {
  std::string answer;
  read.query(sql, {}, [&](const Row& row) {
    answer = row.text(0);
    return false;
  });
  return answer;
}

std::int64_t integer_of(Read& read, const char* sql) {
  std::int64_t answer = -1;
  read.query(sql, {}, [&](const Row& row) {
    answer = row.integer(0);
    return false;
  });
  return answer;
}

}  // namespace

TEST_CASE("a new database is its owner's alone, whatever the umask") {
  for (mode_t mask : {mode_t{0}, mode_t{022}, mode_t{0277}}) {
    CAPTURE(mask);
    const mode_t before = ::umask(mask);
    {
      Fixture home;
      const std::string file = home.scratch.file().string();
      CHECK(mode_of(file) == 0600);
      CHECK(mode_of(file + "-wal") == 0600);
      CHECK(mode_of(file + "-shm") == 0600);
    }
    ::umask(before);
  }
}

TEST_CASE("the engine is set as the state needs it") {
  Fixture home;
  home.reopen();
  home.write([](Write& read) {
    CHECK(text_of(read, "PRAGMA journal_mode") == "wal");
    struct Setting {
      const char* sql;
      std::int64_t value;
    };
    for (auto [sql, value] :
         {Setting{"PRAGMA synchronous", 2}, Setting{"PRAGMA foreign_keys", 1}, Setting{"PRAGMA secure_delete", 1},
          Setting{"PRAGMA trusted_schema", 0}, Setting{"PRAGMA cell_size_check", 1}, Setting{"PRAGMA temp_store", 2},
          Setting{"PRAGMA wal_autocheckpoint", 1000}}) {
      CAPTURE(sql);
      CHECK(integer_of(read, sql) == value);
    }
  });
  CHECK(home.database->check().empty());
}

TEST_CASE("the log stays when the last one closes, and is emptied by who made it or where it has grown") {
  Fixture home;
  const std::string log = home.scratch.file().string() + "-wal";
  const auto append = [&](std::size_t size) {
    home.write([&](Write& write) { return events::append(write, 1, "uid:7", "test", "s", Value(unlike(size))); });
  };
  append(100);
  CHECK(std::filesystem::file_size(log) > 0);
  home.database.reset();
  CHECK(std::filesystem::file_size(log) == 0);

  home.reopen();
  append(100);
  home.database.reset();
  const std::uintmax_t kept = std::filesystem::file_size(log);
  CHECK(kept > 0);

  home.reopen();
  append(100);
  CHECK(std::filesystem::file_size(log) > kept);
  append(900'000);
  home.database.reset();
  CHECK(std::filesystem::file_size(log) == 0);
  home.reopen();
  CHECK(home.read([](Read& read) { return events::count(read); }) == 4);
  CHECK(home.database->check().empty());
}

TEST_CASE("a log of another program's making, or that is not there, is as good") {
  Fixture home;
  const std::string log = home.scratch.file().string() + "-wal";
  const auto append = [&] {
    home.write([](Write& write) { return events::append(write, 1, "uid:7", "test", "s", Value("x")); });
  };
  append();
  home.database.reset();
  std::filesystem::remove(log);
  home.reopen();
  append();
  home.reopen();
  append();
  std::filesystem::last_write_time(log, std::filesystem::file_time_type::clock::now());
  home.reopen();
  CHECK(home.read([](Read& read) { return events::count(read); }) == 3);
}

TEST_CASE("creating never takes a file that is there") {
  Fixture home;
  const Error error = error_from([&] { open_sqlite(home.scratch.file(), Open::create, home.world); });
  CHECK(error.kind() == Kind::conflict);
  CHECK(error.code() == "file.exists");
  CHECK(home.read([](Read& read) { return meta::get(read); }).created == 1000);
}

TEST_CASE("files that are not ours are refused, and say so") {
  const World world = real_world();
  struct Refused {
    const char* what;
    std::function<void(Fixture&)> spoil;
    const char* code;
    bool while_open = false;
  };
  const std::vector<Refused> rows = {
      {"another program's", [](Fixture& home) { home.execute("PRAGMA application_id = 7"); }, "store.corrupt", true},
      {"newer than can be read",
       [](Fixture& home) {
         home.execute("PRAGMA user_version = 99");
         home.execute("UPDATE compatibility SET min_reader = 99, min_writer = 99");
       },
       "store.schema", true},
      {"without a version", [](Fixture& home) { home.execute("PRAGMA user_version = 0"); }, "store.corrupt", true},
      {"gone", [](Fixture& home) { std::filesystem::remove(home.scratch.file()); }, "store.io"},
      {"empty", [](Fixture& home) { overwrite(home.scratch.file(), ""); }, "store.corrupt"},
      {"a page of text", [](Fixture& home) { overwrite(home.scratch.file(), std::string(8192, 'x')); },
       "store.corrupt"},
      {"cut within its header", [](Fixture& home) { std::filesystem::resize_file(home.scratch.file(), 60); },
       "store.corrupt"},
  };
  for (const Refused& row : rows) {
    CAPTURE(row.what);
    Fixture home;
    home.reopen();
    if (row.while_open) {
      row.spoil(home);
      home.database.reset();
    } else {
      home.database.reset();
      row.spoil(home);
    }
    const Error error = error_from([&] { open_sqlite(home.scratch.file(), Open::existing, world); });
    CHECK(error.kind() == Kind::state);
    CHECK(error.code() == row.code);
    CHECK(std::string(error.what()).find(home.scratch.file().string()) != std::string::npos);
    CHECK_FALSE(error.hint().empty());
  }
}

TEST_CASE("a file that was cut or overwritten is corrupt, not a crash") {
  for (std::uintmax_t pages : {1, 2, 5, 20}) {
    CAPTURE(pages);
    Fixture home;
    home.database.reset();
    std::filesystem::resize_file(home.scratch.file(), pages * 4096);
    const Error error = error_from([&] {
      auto database = open_sqlite(home.scratch.file(), Open::existing, home.world);
      database->read([](Read& read) { meta::get(read); });
    });
    CHECK(error.code() == "store.corrupt");
  }
  Fixture home;
  home.database.reset();
  {
    std::fstream file(home.scratch.file(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(4096);
    file << std::string(4096 * 8, '\xff');
  }
  const Error error = error_from([&] {
    auto database = open_sqlite(home.scratch.file(), Open::existing, home.world);
    database->read([](Read& read) { events::verify(read); });
  });
  CHECK(error.code() == "store.corrupt");
}

TEST_CASE("cells come back as they went in, and only as that") {
  Fixture home;
  const std::string odd("a\0\xff'\"$x", 7);
  home.write([&](Write& write) {
    write.query("SELECT $null, $int, $text, $blob, $no_blob, $no_text",
                {{"$null", Cell{}},
                 {"$int", std::int64_t{-5}},
                 {"$text", odd},
                 {"$blob", Bytes{0, 1}},
                 {"$no_blob", Bytes{}},
                 {"$no_text", std::string{}}},
                [&](const Row& row) {
                  CHECK(row.is_null(0));
                  CHECK(row.integer(1) == -5);
                  CHECK(row.text(2) == odd);
                  CHECK(row.blob(3) == Bytes{0, 1});
                  CHECK(row.blob(4).empty());
                  CHECK_FALSE(row.is_null(4));
                  CHECK(row.text(5).empty());
                  for (int column : {0, 2, 3, 9})
                    CHECK(error_from([&] { row.integer(column); }).code() == "store.corrupt");
                  for (int column : {0, 1, 3, 9})
                    CHECK(error_from([&] { row.text(column); }).code() == "store.corrupt");
                  for (int column : {0, 1, 2, 9})
                    CHECK(error_from([&] { row.blob(column); }).code() == "store.corrupt");
                  return true;
                });
  });
}

TEST_CASE("a statement gets each of its parameters by name, and no other") {
  Fixture home;
  const auto asked = [&](Params params) {
    return error_from([&] {
      home.database->read([&](Read& read) { read.query("SELECT $a, $b", params, [](const Row&) { return true; }); });
    });
  };
  CHECK(asked({{"$a", std::int64_t{1}}}).kind() == Kind::internal);
  CHECK(asked({{"$a", std::int64_t{1}}, {"$c", std::int64_t{1}}}).kind() == Kind::internal);
  CHECK(asked({{"$a", Cell{}}, {"$b", Cell{}}, {"$c", Cell{}}}).kind() == Kind::internal);
  home.database->read([](Read& read) {
    const auto difference = [&](Params params) { return count_of(read, "SELECT $a - $b", params); };
    CHECK(difference({{"$a", std::int64_t{5}}, {"$b", std::int64_t{3}}}) == 2);
    CHECK(difference({{"$b", std::int64_t{3}}, {"$a", std::int64_t{5}}}) == 2);
  });
}

TEST_CASE("a statement that is not of our schema means another schema") {
  Fixture home;
  const Error error = error_from([&] {
    home.database->read([](Read& read) { read.query("SELECT 1 FROM nowhere", {}, [](const Row&) { return true; }); });
  });
  CHECK(error.code() == "store.corrupt");
}

TEST_CASE("a query within a query of the same text has its own place") {
  Fixture home;
  const char* const sql = "SELECT 1 UNION SELECT 2 UNION SELECT 3";
  std::string seen;
  home.database->read([&](Read& read) {
    read.query(sql, {}, [&](const Row& outer) {
      read.query(sql, {}, [&](const Row& inner) {
        seen += std::to_string(outer.integer(0)) + std::to_string(inner.integer(0)) + " ";
        return inner.integer(0) < 2;
      });
      return true;
    });
  });
  CHECK(seen == "11 12 21 22 31 32 ");
}

TEST_CASE("another text at the address of an earlier one is another statement") {
  Fixture home;
  home.database->read([](Read& read) {
    char text[] = "SELECT 1";
    for (const char digit : {'1', '2', '2', '3', '1'}) {
      text[7] = digit;
      CHECK(integer_of(read, text) == digit - '0');
    }
  });
}

TEST_CASE("what throws is undone, what returns is kept") {
  Fixture home;
  const auto highest = [&] { return home.read([](Read& read) { return meta::get(read); }).highest_time; };
  struct Stop {};
  CHECK_THROWS_AS(home.write([](Write& write) {
    meta::seen(write, 5000);
    throw Stop{};
  }),
                  Stop);
  CHECK(highest() == 1000);
  home.write([](Write& write) { meta::seen(write, 5000); });
  home.write([](Write& write) { meta::seen(write, 4000); });
  CHECK(highest() == 5000);
  home.reopen();
  CHECK(highest() == 5000);
}

TEST_CASE("reading inside a write sees the write; writing inside anything is our bug") {
  Fixture home;
  home.write([&](Write& write) {
    meta::seen(write, 7000);
    home.database->read([](Read& read) { CHECK(meta::get(read).highest_time == 7000); });
    CHECK(error_from([&] { home.write([](Write&) {}); }).kind() == Kind::internal);
  });
  CHECK(home.read([](Read& read) { return meta::get(read); }).highest_time == 7000);
  const Error inside = error_from([&] { home.database->read([&](Read&) { home.write([](Write&) {}); }); });
  CHECK(inside.kind() == Kind::internal);
  const Error change = error_from([&] {
    home.database->read([](Read& read) {
      read.query("UPDATE meta SET created = 1 RETURNING created", {}, [](const Row&) { return true; });
    });
  });
  CHECK(change.kind() == Kind::internal);
}

TEST_CASE("a home has its facts once") {
  Fixture home;
  CHECK(home.read([](Read& read) { return meta::get(read); }).home_id == sample_meta().home_id);
  const Error twice = error_from([&] { home.write([](Write& write) { meta::create(write, sample_meta()); }); });
  CHECK(twice.kind() == Kind::conflict);
  CHECK(twice.code() == "store.constraint");
  home.execute("DELETE FROM meta");
  CHECK(error_from([&] { home.read([](Read& read) { return meta::get(read); }); }).code() == "store.corrupt");
}

TEST_CASE("a reference that dangles is found") {
  Fixture home;
  const Error error = error_from([&] {
    home.write([](Write& write) { registrations::insert(write, sample_registration("r-a", "o-nobody", 1)); });
  });
  CHECK(error.kind() == Kind::conflict);
  CHECK(error.code() == "store.constraint");
}

}  // namespace pkit::store
