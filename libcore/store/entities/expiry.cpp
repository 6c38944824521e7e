#include "store/expiry.h"

#include "store/entities/index_words.h"
#include "store/entities/query.h"

namespace pkit::store::expiry {

namespace {

// Replaced is also what has a later certificate of the same name over its key: by its CSR, handed in again.
const char* const kEach =
    "SELECT c.id, c.serial, c.subject, p.name, c.not_after,"
    " (SELECT MIN(n.before) FROM expiry_notices n WHERE n.thing = c.id), COALESCE(a.number, 0), COALESCE(a.email, '')"
    " FROM certificates c JOIN principals p ON p.id = c.principal LEFT JOIN accounts a ON a.principal = p.id"
    " WHERE c.not_after >= $from AND c.not_after <= $to AND c.revoked_at IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM renewals r JOIN certificates n ON n.id = r.certificate"
    " WHERE r.replaces = c.id AND n.revoked_at IS NULL) AND NOT EXISTS"
    " (SELECT 1 FROM certificates n WHERE " BY_KEY("n.key_id", "c.key_id")
    " AND n.principal = c.principal AND n.subject = c.subject"
    " AND n.not_after > c.not_after AND n.revoked_at IS NULL)"
    " ORDER BY c.not_after, c.id";
const char* const kTold = "SELECT MIN(before) FROM expiry_notices WHERE thing = $thing";
const char* const kTell =
    "INSERT INTO expiry_notices (thing, before) VALUES ($thing, $before) ON CONFLICT (thing, before) DO NOTHING";

}  // namespace

void each(Read& read, Time from, Time to, const std::function<void(const Ending&)>& fn) {
  read.query(kEach, {{"$from", from}, {"$to", to}}, [&](const Row& row) {
    fn({row.text(0), row.blob(1), row.text(2), row.text(3), row.integer(4), time_at(row, 5), row.integer(6),
        row.text(7)});
    return true;
  });
}

std::optional<Duration> told(Read& read, const std::string& thing) {
  return first(read, kTold, {{"$thing", thing}}, [](const Row& row) { return time_at(row, 0); }).value();
}

void tell(Write& write, const std::string& thing, Duration before) {
  write.execute(kTell, {{"$thing", thing}, {"$before", before}});
}

}  // namespace pkit::store::expiry
