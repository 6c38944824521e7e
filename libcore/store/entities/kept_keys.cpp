#include "store/kept_keys.h"

#include "store/certificates.h"
#include "store/entities/columns.h"

namespace pkit::store::kept_keys {

namespace {

using Rows =
    RowTable<KeptKey, "kept_keys", Column<"id", &KeptKey::id>, Column<"key_id", &KeptKey::key_id>,
             Column<"key_type", &KeptKey::key_type>, Column<"subject", &KeptKey::subject>, Column<"csr", &KeptKey::csr>,
             Column<"certificate", &KeptKey::certificate>, Column<"chain", &KeptKey::chain>,
             Column<"created", &KeptKey::created>, Column<"married_at", &KeptKey::married>>;

const char* const kInsert = Rows::insert<>;
const char* const kFind = Rows::select<" WHERE id = $id">;
const char* const kFindByKey = Rows::select<" WHERE key_id = $key_id">;
const char* const kWithPrefix = Rows::select<" WHERE id >= $prefix AND id < $end ORDER BY id LIMIT $limit">;
const char* const kMarried = Rows::select<" WHERE married_at IS NOT NULL">;
const char* const kAll = Rows::select<" ORDER BY created, id">;
const char* const kMarry =
    "UPDATE kept_keys SET certificate = $certificate, chain = $chain, married_at = $married_at"
    " WHERE id = $id AND married_at IS NULL";

}  // namespace

void insert(Write& write, const KeptKey& key) { write.execute(kInsert, Rows::params(key)); }

std::optional<KeptKey> find(Read& read, const std::string& id) { return first(read, kFind, {{"$id", id}}, Rows::from); }

std::optional<KeptKey> find_by_key(Read& read, const std::string& key_id) {
  return first(read, kFindByKey, {{"$key_id", key_id}}, Rows::from);
}

std::vector<KeptKey> with_prefix(Read& read, const std::string& prefix, int limit) {
  return all_of(read, kWithPrefix,
                {{"$prefix", prefix}, {"$end", end_of_prefix(prefix)}, {"$limit", std::int64_t{limit}}}, Rows::from);
}

std::vector<KeptKey> married_elsewhere(Read& read) {
  std::vector<KeptKey> keys = all_of(read, kMarried, {}, Rows::from);
  std::erase_if(keys, [&](const KeptKey& key) { return certificates::key_is_known(read, key.key_id); });
  return keys;
}

std::vector<KeptKey> all(Read& read) { return all_of(read, kAll, {}, Rows::from); }

bool marry(Write& write, const KeptKey& key) {
  return write.execute(kMarry, Rows::only<"id", "certificate", "chain", "married_at">(key)) == 1;
}

}  // namespace pkit::store::kept_keys
