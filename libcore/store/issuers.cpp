#include "store/certificates.h"
#include "store/query.h"

#define ISSUER "SELECT id, authority, key_id, certificate, not_after, created FROM issuers"

namespace pkit::store::issuers {

namespace {

const char* const kInsert =
    "INSERT INTO issuers (id, authority, key_id, certificate, not_after, created)"
    " VALUES ($id, $authority, $key_id, $certificate, $not_after, $created)";
const char* const kFind = ISSUER " WHERE id = $id";
const char* const kFindByCertificate = ISSUER " WHERE certificate = $certificate";
const char* const kAll = ISSUER " ORDER BY created, id";
const char* const kChanges = "SELECT changes FROM issuers WHERE id = $id";

Issuer from(const Row& row) {
  return {.id = row.text(0),
          .authority = row.text(1),
          .key_id = row.text(2),
          .certificate = row.blob(3),
          .not_after = row.integer(4),
          .created = row.integer(5)};
}

}  // namespace

void insert(Write& write, const Issuer& issuer) {
  write.execute(kInsert, {{"$id", issuer.id},
                          {"$authority", issuer.authority},
                          {"$key_id", issuer.key_id},
                          {"$certificate", issuer.certificate},
                          {"$not_after", issuer.not_after},
                          {"$created", issuer.created}});
}

std::optional<Issuer> find(Read& read, const std::string& id) { return first(read, kFind, {{"$id", id}}, from); }

std::optional<Issuer> find_by_certificate(Read& read, const Bytes& der) {
  return first(read, kFindByCertificate, {{"$certificate", der}}, from);
}

std::vector<Issuer> all(Read& read) { return all_of(read, kAll, {}, from); }

std::int64_t changes(Read& read, const std::string& id) { return count_of(read, kChanges, {{"$id", id}}); }

}  // namespace pkit::store::issuers
