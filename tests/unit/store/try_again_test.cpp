// The table of what engines answer where another was faster, and what becomes of such a transaction.
#include "store/try_again.h"

#include "engines.h"
#include "store_test.h"

using namespace pkit;
using namespace pkit::store;

namespace {

std::int64_t refusal_rows(Database& database) {
  std::int64_t rows = 0;
  database.read([&](Read& read) {
    read.query("SELECT COUNT(*) FROM refusals", {}, [&](const Row& row) {
      rows = row.integer(0);
      return false;
    });
  });
  return rows;
}

void insert(Write& write) {
  write.execute("INSERT INTO refusals (kind, since, told, untold) VALUES ('x', 1, 1, 1)", {});
}

}  // namespace

TEST_CASE("only what is in the table is tried again") {
  CHECK(find_try_again("postgresql", "40001"));
  CHECK(find_try_again("postgresql", "23505")->kind == Kind::conflict);
  CHECK_FALSE(find_try_again("postgresql", "23503"));
  CHECK_FALSE(find_try_again("sqlite", "40001"));
}

TEST_CASE("a transaction that was overtaken runs again, and is written once") {
  for (const TryAgain& row : try_again_answers())
    for (int at : {0, 1}) {  // its one statement, its commit
      CAPTURE(row.answer);
      CAPTURE(at);
      Fixture home;
      test::Overtaken engine(std::move(home.database));
      engine.answer(row, at);
      engine.write(insert);
      CHECK(engine.answered());
      CHECK(engine.runs() == 2);
      CHECK(refusal_rows(engine) == 1);
    }
}

TEST_CASE("what overtakes it every time is told as its row says") {
  for (const TryAgain& row : try_again_answers()) {
    int runs = 0;
    const Error error = error_from([&] {
      until_committed([&](Met& met) {
        ++runs;
        met.fail(row);
      });
    });
    CHECK(runs == kRuns);
    CHECK(error.code() == row.code);
    CHECK(error.kind() == row.kind);
  }
}

TEST_CASE("a function that goes on after such an answer is not committed") {
  Fixture home;
  test::Overtaken engine(std::move(home.database));
  engine.answer(*find_try_again("postgresql", "40001"), 0);
  int swallowed = 0;
  engine.write([&](Write& write) {
    try {
      insert(write);
    } catch (const Error&) {
      ++swallowed;
    }
  });
  CHECK(swallowed == 1);
  CHECK(engine.runs() == 2);
  CHECK(refusal_rows(engine) == 1);
}

TEST_CASE("another error is not tried again") {
  int runs = 0;
  CHECK(error_from([&] {
          until_committed([&](Met&) {
            ++runs;
            throw Error(Kind::conflict, "store.constraint", "as it says");
          });
        }).code() == "store.constraint");
  CHECK(runs == 1);
}

TEST_CASE("each function of write() is run twice, and what the first run wrote is gone") {
  Fixture home;
  test::Twice engine(std::move(home.database));
  int runs = 0;
  engine.write([&](Write& write) {
    ++runs;
    insert(write);
  });
  CHECK(runs == 2);
  CHECK(refusal_rows(engine) == 1);
}
