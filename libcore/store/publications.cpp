#include "store/certificates.h"
#include "store/query.h"

#define PUBLICATION "SELECT certificate, target, staging, replaces, done FROM publications"

namespace pkit::store::publications {

namespace {

const char* const kInsert =
    "INSERT INTO publications (certificate, target, staging, replaces, done)"
    " VALUES ($certificate, $target, $staging, $replaces, $done)";
const char* const kDone = "UPDATE publications SET done = 1 WHERE certificate = $certificate";
const char* const kUnfinished = PUBLICATION " WHERE done = 0 ORDER BY certificate";
const char* const kFind = PUBLICATION " WHERE certificate = $certificate";

Publication from(const Row& row) {
  return {.certificate = row.text(0),
          .target = row.text(1),
          .staging = row.text(2),
          .replaces = flag_at(row, 3),
          .done = flag_at(row, 4)};
}

}  // namespace

void insert(Write& write, const Publication& publication) {
  write.execute(kInsert, {{"$certificate", publication.certificate},
                          {"$target", publication.target},
                          {"$staging", publication.staging},
                          {"$replaces", std::int64_t{publication.replaces}},
                          {"$done", std::int64_t{publication.done}}});
}

void done(Write& write, const std::string& certificate) { write.execute(kDone, {{"$certificate", certificate}}); }

std::vector<Publication> unfinished(Read& read) { return all_of(read, kUnfinished, {}, from); }

std::optional<Publication> find(Read& read, const std::string& certificate) {
  return first(read, kFind, {{"$certificate", certificate}}, from);
}

}  // namespace pkit::store::publications
