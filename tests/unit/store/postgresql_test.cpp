// PostgreSQL's dialect, as far as no server is needed: parameters, the words of a schema, the names of places.
#include <cstring>

#include "store/engines.h"
#include "store/postgresql/statement.h"
#include "store/schema/postgresql.h"
#include "store_test.h"

namespace pkit::store {

TEST_CASE("parameters are numbered in the order in which they first occur") {
  struct {
    const char* sql;
    const char* numbered;
    std::vector<std::string> names;
  } const rows[] = {
      {"SELECT 1", "SELECT 1", {}},
      {"UPDATE t SET a = $a, b = $b WHERE c = $a", "UPDATE t SET a = $1, b = $2 WHERE c = $1", {"$a", "$b"}},
      {"SELECT $ab, $a, $a_1", "SELECT $1, $2, $3", {"$ab", "$a", "$a_1"}},
      {"SELECT '$a', $b", "SELECT '$a', $1", {"$b"}},
      {"SELECT 'it''s $a', $b", "SELECT 'it''s $a', $1", {"$b"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.sql);
    const postgresql::Numbered found = postgresql::numbered(row.sql);
    CHECK(found.sql == row.numbered);
    CHECK(found.names == row.names);
  }
}

TEST_CASE("parameters are bound by their names, in the order of the statement") {
  const postgresql::Numbered statement = postgresql::numbered("SELECT $b, $a, $c, $b, $d");
  const std::vector<Param> params = {
      {"$a", std::int64_t{-7}}, {"$b", std::string("two")}, {"$c", Cell{}}, {"$d", Bytes{0, 1}}};
  const postgresql::Bound made = postgresql::bound(statement, params);
  REQUIRE(made.count() == 4);
  CHECK(std::string(made.values[0]) == "two");
  CHECK(std::string(made.values[1]) == "-7");
  CHECK(made.values[2] == nullptr);
  CHECK(made.lengths[3] == 2);
  CHECK(made.types == std::vector<libpq::Oid>{postgresql::kText, postgresql::kBigint, 0, postgresql::kBytea});
  CHECK(made.formats == std::vector<int>{0, 0, 0, 1});
  CHECK(postgresql::letters_of(params) == "itnb");
  CHECK(error_from([&] { postgresql::bound(statement, {{"$a", std::int64_t{1}}}); }).kind() == Kind::internal);
  const postgresql::Numbered one = postgresql::numbered("SELECT $a");
  CHECK(error_from([&] { postgresql::bound(one, {{"$z", std::int64_t{1}}}); }).kind() == Kind::internal);
  CHECK(error_from([&] { postgresql::bound(one, {{"$a", std::string("a\0b", 3)}}); }).code() == "store.text");
}

TEST_CASE("a step of the schema in PostgreSQL's words") {
  struct {
    const char* sqlite;
    const char* postgresql;
  } const rows[] = {
      {"CREATE TABLE t (a INTEGER NOT NULL, b BLOB) STRICT;", "CREATE TABLE t (a BIGINT NOT NULL, b BYTEA) ;"},
      {"CREATE TABLE t (a TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;",
       "CREATE TABLE t (a TEXT COLLATE \"C\" PRIMARY KEY)  ;"},
      {"CREATE TABLE t (a TEXT) WITHOUT ROWID", "CREATE TABLE t (a TEXT COLLATE \"C\") "},
      {"-- a TEXT of INTEGER\nSELECT 'BLOB'", "-- a TEXT of INTEGER\nSELECT 'BLOB'"},
      {"ALTER TABLE t ADD COLUMN TEXTUAL INTEGER", "ALTER TABLE t ADD COLUMN TEXTUAL BIGINT"},
      {"'open", "'open"},
      {"", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.sqlite);
    CHECK(postgresql::in_postgresql(row.sqlite) == row.postgresql);
  }
}

TEST_CASE("later steps use no more than both engines are told") {
  // Their tables are made by one text: no trigger, no pragma, no function of SQLite's own.
  for (const SchemaStep& step : schema_steps()) {
    if (step.version <= postgresql::kPostgresqlFirst) continue;
    CAPTURE(step.version);
    for (const char* word : {"TRIGGER", "PRAGMA", "json_", "zeroblob", "instr(", "AUTOINCREMENT", "INSERT OR"})
      CHECK_MESSAGE(std::strstr(step.sql, word) == nullptr, word, " is SQLite's alone: see schema/postgresql.h");
  }
}

TEST_CASE("places that are named, and those that are none") {
  const Place place = place_named("postgresql:ca-1.fleet_x");
  CHECK(std::string(place.engine.name) == "postgresql");
  CHECK(place.where == "ca-1.fleet_x");
  for (const char* wrong : {"", "postgresql", "postgresql:", "oracle:x", "sqlite:", "postgresql:a b", "postgresql:a=b",
                            "postgresql:a;b", "postgresql:a'b", "POSTGRESQL:a"}) {
    CAPTURE(wrong);
    const Error error = error_from([&] { place_named(wrong); });
    CHECK(error.code() == "store.place");
    CHECK(error.kind() == Kind::usage);
  }
  CHECK(error_from([] { place_named("postgresql:" + std::string(65, 'a')); }).code() == "store.place");
}

TEST_CASE("a state that is no file says so") {
  class Elsewhere : public Database {
   public:
    void read(const std::function<void(Read&)>&) override {}
    void write(const std::function<void(Write&)>&) override {}
    void expect_many_writes() override {}
    void keep_little() override {}
    std::vector<std::string> check() override { return {}; }
  } elsewhere;
  CHECK(error_from([&] { file_of(elsewhere, "be copied"); }).code() == "store.engine");
  const Fixture home;
  CHECK(&file_of(*home.database, "be copied") == home.database.get());
}

}  // namespace pkit::store
