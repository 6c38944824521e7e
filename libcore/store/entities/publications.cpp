#include "store/certificates.h"
#include "store/entities/columns.h"

namespace pkit::store::publications {

namespace {

using Rows = RowTable<Publication, "publications", Column<"certificate", &Publication::certificate>,
                      Column<"target", &Publication::target>, Column<"staging", &Publication::staging>,
                      Column<"replaces", &Publication::replaces>, Column<"done", &Publication::done>>;

const char* const kInsert = Rows::insert<>;
const char* const kDone = "UPDATE publications SET done = 1 WHERE certificate = $certificate";
const char* const kUnfinished = Rows::select<" WHERE done = 0 ORDER BY certificate">;
const char* const kFind = Rows::select<" WHERE certificate = $certificate">;

}  // namespace

void insert(Write& write, const Publication& publication) { write.execute(kInsert, Rows::params(publication)); }

void done(Write& write, const std::string& certificate) { write.execute(kDone, {{"$certificate", certificate}}); }

std::vector<Publication> unfinished(Read& read) { return all_of(read, kUnfinished, {}, Rows::from); }

std::optional<Publication> find(Read& read, const std::string& certificate) {
  return first(read, kFind, {{"$certificate", certificate}}, Rows::from);
}

}  // namespace pkit::store::publications
