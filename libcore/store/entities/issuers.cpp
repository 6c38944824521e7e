#include "store/certificates.h"
#include "store/entities/columns.h"

namespace pkit::store::issuers {

namespace {

using Rows = RowTable<Issuer, "issuers", Column<"id", &Issuer::id>, Column<"authority", &Issuer::authority>,
                      Column<"key_id", &Issuer::key_id>, Column<"certificate", &Issuer::certificate>,
                      Column<"not_after", &Issuer::not_after>, Column<"created", &Issuer::created>>;

const char* const kInsert = Rows::insert<>;
const char* const kFind = Rows::select<" WHERE id = $id">;
const char* const kFindByCertificate = Rows::select<" WHERE certificate = $certificate">;
const char* const kAll = Rows::select<" ORDER BY created, id">;
const char* const kChanges = "SELECT changes FROM issuers WHERE id = $id";

}  // namespace

void insert(Write& write, const Issuer& issuer) { write.execute(kInsert, Rows::params(issuer)); }

std::optional<Issuer> find(Read& read, const std::string& id) { return first(read, kFind, {{"$id", id}}, Rows::from); }

std::optional<Issuer> find_by_certificate(Read& read, const Bytes& der) {
  return first(read, kFindByCertificate, {{"$certificate", der}}, Rows::from);
}

std::vector<Issuer> all(Read& read) { return all_of(read, kAll, {}, Rows::from); }

std::int64_t changes(Read& read, const std::string& id) { return count_of(read, kChanges, {{"$id", id}}); }

}  // namespace pkit::store::issuers
