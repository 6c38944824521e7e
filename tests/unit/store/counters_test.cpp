// Numbers that the writes keep: whatever is written, they are those of the rows, and a wrong one is found.
#include "store/counters.h"

#include "store_test.h"

using namespace pkit;
using namespace pkit::store;

namespace {

std::int64_t number_of(Fixture& home, const char* name) {
  return home.read([&](Read& read) { return counters::number(read, name); });
}

std::string wrong_of(Fixture& home) {
  return home.read([](Read& read) { return join(counters::wrong(read), " "); });
}

}  // namespace

TEST_CASE("what comes and moves is counted where it is") {
  Fixture home;
  home.write([](Write& write) {
    for (const char* id : {"o-a", "o-b", "o-c"}) principals::insert(write, sample_principal(id, id));
    Principal moved = sample_principal("o-a", "o-a");
    moved.state = "Approved";
    CHECK(principals::update(write, moved));
    write.execute("DELETE FROM principals WHERE id = 'o-c'", {});
  });
  CHECK(number_of(home, "principals.orchestrator.New") == 1);
  CHECK(number_of(home, "principals.orchestrator.Approved") == 1);
  CHECK(number_of(home, "principals.orchestrator.Disapproved") == 0);
  CHECK(wrong_of(home).empty());
}

TEST_CASE("a number that is not that of its rows is named, and counted again") {
  Fixture home;
  home.write([](Write& write) {
    principals::insert(write, sample_principal("o-a", "o-a"));
    write.execute("UPDATE counters SET number = 7 WHERE name = 'principals.orchestrator.New'", {});
    write.execute("INSERT INTO certificate_ends (day, kept) VALUES (20000, 2)", {});
  });
  CHECK(wrong_of(home) == "certificates.ends principals.orchestrator.New");
  home.write([](Write& write) { counters::recount(write); });
  CHECK(wrong_of(home).empty());
  CHECK(number_of(home, "principals.orchestrator.New") == 1);
}
