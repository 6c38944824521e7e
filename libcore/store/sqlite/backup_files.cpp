#include "store/backup_files.h"

#include "store/entities/query.h"

namespace pkit::store::backup_files {

namespace {

const char* const kInsertFile = "INSERT INTO backup_files (name, secret, content) VALUES ($name, $secret, $content)";
const char* const kAllFiles = "SELECT name, secret, content FROM backup_files ORDER BY name";
const char* const kFindFile = "SELECT name, secret, content FROM backup_files WHERE name = $name";
const char* const kClearFiles = "DELETE FROM backup_files";

BackupFile file_from(const Row& row) {
  return {.name = row.text(0), .secret = flag_at(row, 1), .content = row.blob(2)};
}

}  // namespace

void insert(Write& write, const BackupFile& file) {
  write.execute(kInsertFile,
                {{"$name", file.name}, {"$secret", std::int64_t{file.secret}}, {"$content", file.content}});
}

std::vector<BackupFile> all(Read& read) { return all_of(read, kAllFiles, {}, file_from); }

std::optional<BackupFile> find(Read& read, const std::string& name) {
  return first(read, kFindFile, {{"$name", name}}, file_from);
}

void clear(Write& write) { write.execute(kClearFiles, {}); }

}  // namespace pkit::store::backup_files
