#include "store/schema/packed.h"

#include "store/entities/packed.h"

namespace pkit::store::schema {

namespace {

const char* const kTable = R"sql(
CREATE TABLE packed_attempts (
  id INTEGER PRIMARY KEY,
  operation TEXT NOT NULL,
  subject TEXT NOT NULL,
  principal TEXT NOT NULL,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  exit INTEGER NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  kept INTEGER NOT NULL DEFAULT 1,
  word TEXT NOT NULL DEFAULT '',
  trace BLOB NOT NULL
) STRICT
)sql";
const char* const kOld = "SELECT id, trace FROM attempts";
const char* const kTake = R"sql(
INSERT INTO packed_attempts (id, operation, subject, principal, time, actor, exit, name, kept, word, trace)
SELECT id, operation, subject, principal, time, actor, exit, name, kept, word, $trace FROM attempts WHERE id = $id
)sql";
constexpr const char* kInItsPlace[] = {
    "DROP TABLE attempts",
    "ALTER TABLE packed_attempts RENAME TO attempts",
    "CREATE INDEX attempts_by_principal ON attempts (principal, id)",
    "CREATE INDEX attempts_by_word ON attempts (word) WHERE word <> ''",
    "CREATE INDEX attempts_by_name ON attempts (name, id)",
    "CREATE INDEX attempts_kept ON attempts (subject, name, kept, id)",
};

}  // namespace

void pack_traces(Write& write) {
  write.execute(kTable, {});
  write.query(kOld, {}, [&](const Row& row) {
    write.execute(kTake, {{"$id", row.integer(0)}, {"$trace", packed(row.text_view(1), Words::of_traces)}});
    return true;
  });
  for (const char* sql : kInItsPlace) write.execute(sql, {});
}

}  // namespace pkit::store::schema
