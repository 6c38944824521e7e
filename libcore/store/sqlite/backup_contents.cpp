#include "store/backup_contents.h"

namespace pkit::store::backup_contents {

namespace {

const char* const kInsertPart =
    "INSERT INTO backup_contents (object, position, part) VALUES ($object, $position, $part)";
const char* const kAllParts = "SELECT object, position, part FROM backup_contents ORDER BY object, position";
const char* const kClearParts = "DELETE FROM backup_contents";

}  // namespace

void insert(Write& write, const std::string& object, std::int64_t offset, BytesView part) {
  write.execute(kInsertPart, {{"$object", object}, {"$position", offset}, {"$part", Bytes(part.begin(), part.end())}});
}

void each(Read& read, const std::function<void(const std::string&, std::int64_t, BytesView)>& fn) {
  read.query(kAllParts, {}, [&](const Row& row) {
    fn(row.text(0), row.integer(1), row.blob_view(2));
    return true;
  });
}

std::int64_t clear(Write& write) { return write.execute(kClearParts, {}); }

}  // namespace pkit::store::backup_contents
