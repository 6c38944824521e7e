#include "store/authorities.h"

#include "store/entities/columns.h"

namespace pkit::store::authorities {

namespace {

using Rows = RowTable<Authority, "authorities", Column<"name", &Authority::name>,
                      Column<"certificate", &Authority::certificate>, Column<"key", &Authority::key>,
                      Column<"staging", &Authority::staging>, Column<"retired_at", &Authority::retired_at>>;

const char* const kFind = Rows::select<" WHERE name = $name">;
const char* const kAll = Rows::select<" ORDER BY name">;
const char* const kPut = Rows::insert<
    " ON CONFLICT (name) DO UPDATE SET certificate = excluded.certificate, key = excluded.key, staging = "
    "excluded.staging, retired_at = excluded.retired_at">;

}  // namespace

std::optional<Authority> find(Read& read, const std::string& name) {
  return first(read, kFind, {{"$name", name}}, Rows::from);
}

std::vector<Authority> all(Read& read) { return all_of(read, kAll, {}, Rows::from); }

void put(Write& write, const Authority& authority) { write.execute(kPut, Rows::params(authority)); }

}  // namespace pkit::store::authorities
