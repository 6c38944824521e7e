#include "store/counters.h"

#include "store/entities/query.h"

namespace pkit::store::counters {

namespace {

const char* const kNumber = "SELECT CAST(COALESCE(SUM(number), 0) AS BIGINT) FROM counters WHERE name = $name";
// What a counter lacks or has too much; one that fell to nothing keeps its row.
const char* const kWrong =
    "SELECT name FROM (SELECT name, number FROM counted WHERE number <> 0 EXCEPT SELECT name, number FROM counters)"
    " AS lacking"
    " UNION SELECT name FROM"
    " (SELECT name, number FROM counters WHERE number <> 0 EXCEPT SELECT name, number FROM counted) AS excess"
    " UNION SELECT 'certificates.ends' FROM"
    " (SELECT day, kept FROM counted_ends EXCEPT SELECT day, kept FROM certificate_ends) AS lacking_ends"
    " UNION SELECT 'certificates.ends' FROM"
    " (SELECT day, kept FROM certificate_ends WHERE kept <> 0 EXCEPT SELECT day, kept FROM counted_ends)"
    " AS excess_ends ORDER BY 1";
const char* const kRecount[] = {
    "DELETE FROM counters",
    "DELETE FROM certificate_ends",
    "INSERT INTO counters (name, number) SELECT name, number FROM counted",
    "INSERT INTO certificate_ends (day, kept) SELECT day, kept FROM counted_ends",
};

}  // namespace

std::int64_t number(Read& read, const std::string& name) { return count_of(read, kNumber, {{"$name", name}}); }

std::vector<std::string> wrong(Read& read) {
  return all_of(read, kWrong, {}, [](const Row& row) { return row.text(0); });
}

void recount(Write& write) {
  for (const char* statement : kRecount) write.execute(statement, {});
}

}  // namespace pkit::store::counters
