#include "store/kept_keys.h"

#include "store/query.h"

#define KEPT_KEY "SELECT id, key_id, key_type, subject, csr, certificate, chain, created, married_at FROM kept_keys"

namespace pkit::store::kept_keys {

namespace {

const char* const kInsert =
    "INSERT INTO kept_keys (id, key_id, key_type, subject, csr, certificate, chain, created, married_at)"
    " VALUES ($id, $key_id, $key_type, $subject, $csr, $certificate, $chain, $created, $married_at)";
const char* const kFind = KEPT_KEY " WHERE id = $id";
const char* const kFindByKey = KEPT_KEY " WHERE key_id = $key_id";
const char* const kWithPrefix = KEPT_KEY " WHERE id >= $prefix AND id < $end ORDER BY id LIMIT $limit";
const char* const kAll = KEPT_KEY " ORDER BY created, id";
const char* const kMarry =
    "UPDATE kept_keys SET certificate = $certificate, chain = $chain, married_at = $married_at"
    " WHERE id = $id AND married_at IS NULL";

KeptKey from(const Row& row) {
  return {.id = row.text(0),
          .key_id = row.text(1),
          .key_type = row.text(2),
          .subject = row.text(3),
          .csr = row.blob(4),
          .certificate = row.blob(5),
          .chain = row.text(6),
          .created = row.integer(7),
          .married = time_at(row, 8)};
}

}  // namespace

void insert(Write& write, const KeptKey& key) {
  write.execute(kInsert, {{"$id", key.id},
                          {"$key_id", key.key_id},
                          {"$key_type", key.key_type},
                          {"$subject", key.subject},
                          {"$csr", key.csr},
                          {"$certificate", key.certificate},
                          {"$chain", key.chain},
                          {"$created", key.created},
                          {"$married_at", time_or_null(key.married)}});
}

std::optional<KeptKey> find(Read& read, const std::string& id) { return first(read, kFind, {{"$id", id}}, from); }

std::optional<KeptKey> find_by_key(Read& read, const std::string& key_id) {
  return first(read, kFindByKey, {{"$key_id", key_id}}, from);
}

std::vector<KeptKey> with_prefix(Read& read, const std::string& prefix, int limit) {
  return all_of(read, kWithPrefix,
                {{"$prefix", prefix}, {"$end", end_of_prefix(prefix)}, {"$limit", std::int64_t{limit}}}, from);
}

std::vector<KeptKey> all(Read& read) { return all_of(read, kAll, {}, from); }

bool marry(Write& write, const KeptKey& key) {
  return write.execute(kMarry, {{"$id", key.id},
                                {"$certificate", key.certificate},
                                {"$chain", key.chain},
                                {"$married_at", time_or_null(key.married)}}) == 1;
}

}  // namespace pkit::store::kept_keys
