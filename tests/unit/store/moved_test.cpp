// A state that moves from one engine to another: its rows there, and which of the two is in force.
#include <algorithm>
#include <fstream>

#include "store/copied_rows.h"
#include "store/counters.h"
#include "store_test.h"

namespace pkit::store {

namespace {

constexpr std::int64_t kSchema = 28;
static_assert(standing_in(marked(Standing::in_force, kSchema)) == Standing::in_force);
static_assert(standing_in(marked(Standing::arriving, kSchema)) == Standing::arriving);
static_assert(standing_in(marked(Standing::moved, kSchema)) == Standing::moved);
static_assert(schema_in(marked(Standing::moved, kSchema)) == kSchema);
static_assert(marked(Standing::in_force, kSchema) == kSchema);

void fill(Fixture& home) {
  home.write([](Write& write) {
    principals::insert(write, sample_principal("o-a", "o-a"));
    registrations::insert(write, sample_registration("r-a", "o-a", 1));
    issuers::insert(write, sample_issuer());
    for (const int number : {1, 2})
      certificates::insert(write, sample_certificate(static_cast<std::uint8_t>(number), "o-a", 9000));
    // They refer to each other.
    write.execute("UPDATE registrations SET certificate = 'c-b'", {});
    for (int i = 0; i < 3; ++i) events::append(write, 2000 + i, "uid:1", "test.made", "o-a", Value::map({{"n", i}}));
  });
}

std::map<std::string, Content> contents_of(Fixture& home) {
  const std::vector<Table> tables = file_of(*home.database, "be moved").tables();
  return home.read([&](Read& read) { return contents(read, tables); });
}

}  // namespace

TEST_CASE("every row of a state is in its copy, and what triggers count is right") {
  Fixture from, to;
  fill(from);
  const std::vector<Table> tables = file_of(*to.database, "be moved").tables();
  from.database->read([&](Read& rows) { to.write([&](Write& write) { copy_rows(rows, write, tables); }); });
  CHECK(contents_of(from) == contents_of(to));
  CHECK(contents_of(to)["certificates"].rows == 2);
  CHECK(to.read([](Read& read) { return counters::wrong(read); }).empty());
  CHECK(to.read([](Read& read) { return events::verify(read); }).empty());
  CHECK(to.database->check().empty());

  // The same once more, as where a transaction runs again.
  from.database->read([&](Read& rows) { to.write([&](Write& write) { copy_rows(rows, write, tables); }); });
  CHECK(contents_of(from) == contents_of(to));

  for (const char* change : {"UPDATE certificates SET der = X'3001' WHERE id = 'c-c'", "DELETE FROM certificates",
                             "UPDATE registrations SET asked_by = 'x'", "UPDATE principals SET name = ''"}) {
    CAPTURE(change);
    Fixture other;
    from.database->read([&](Read& rows) { other.write([&](Write& write) { copy_rows(rows, write, tables); }); });
    other.write([&](Write& write) {
      write.execute("UPDATE registrations SET certificate = NULL", {});
      write.execute(change, {});
    });
    CHECK(contents_of(from) != contents_of(other));
  }
}

TEST_CASE("a table comes after those that it refers to") {
  Fixture home;
  std::vector<std::string> names;
  for (const Table& table : file_of(*home.database, "be moved").tables()) names.push_back(table.name);
  const auto place = [&](const char* name) { return std::find(names.begin(), names.end(), name) - names.begin(); };
  CHECK(place("principals") < place("registrations"));
  CHECK(place("issuers") < place("certificates"));
  CHECK(place("certificates") < place("renewals"));
  CHECK(static_cast<std::size_t>(place("events")) < names.size());
}

TEST_CASE("who has a file open writes nothing to it once the home names another place") {
  Fixture home;
  std::ofstream(elsewhere(home.scratch.file())) << "postgresql:ca 00\n";
  const Error error = error_from([&] { fill(home); });
  CHECK(error.code() == "store.moved");
  CHECK(home.read([](Read& read) { return events::count(read); }) == 0);
  std::filesystem::remove(elsewhere(home.scratch.file()));
  fill(home);
}

TEST_CASE("a file that was moved says so to whoever opens it") {
  Fixture home;
  fill(home);
  struct TakenBack {};
  try {
    home.write([&](Write&) {
      home.database->stand(Standing::moved);
      throw TakenBack();
    });
  } catch (const TakenBack&) {
  }
  home.reopen();
  CHECK(home.database->standing() == Standing::in_force);
  home.write([&](Write&) { home.database->stand(Standing::moved); });
  home.database.reset();
  for (const Open how : {Open::existing, Open::alone})
    CHECK(error_from([&] { open_sqlite(home.scratch.file(), how, home.world); }).code() == "store.moved");
  CHECK(open_sqlite(home.scratch.file(), Open::any, home.world)->standing() == Standing::moved);
}

}  // namespace pkit::store
