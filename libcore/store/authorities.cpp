#include "store/authorities.h"

#include "store/query.h"

#define AUTHORITY "SELECT name, certificate, key, staging, retired_at FROM authorities"

namespace pkit::store::authorities {

namespace {

const char* const kFind = AUTHORITY " WHERE name = $name";
const char* const kAll = AUTHORITY " ORDER BY name";
const char* const kPut =
    "INSERT INTO authorities (name, certificate, key, staging, retired_at)"
    " VALUES ($name, $certificate, $key, $staging, $retired_at)"
    " ON CONFLICT (name) DO UPDATE SET certificate = excluded.certificate, key = excluded.key,"
    " staging = excluded.staging, retired_at = excluded.retired_at";

Authority from(const Row& row) {
  return {.name = row.text(0),
          .certificate = row.text(1),
          .key = row.text(2),
          .staging = row.text(3),
          .retired_at = time_at(row, 4)};
}

}  // namespace

std::optional<Authority> find(Read& read, const std::string& name) {
  return first(read, kFind, {{"$name", name}}, from);
}

std::vector<Authority> all(Read& read) { return all_of(read, kAll, {}, from); }

void put(Write& write, const Authority& authority) {
  write.execute(kPut, {{"$name", authority.name},
                       {"$certificate", authority.certificate},
                       {"$key", authority.key},
                       {"$staging", authority.staging},
                       {"$retired_at", time_or_null(authority.retired_at)}});
}

}  // namespace pkit::store::authorities
