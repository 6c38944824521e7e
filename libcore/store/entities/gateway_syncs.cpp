// How far the synchronisation with another CA is.
#include "store/entities/columns.h"
#include "store/gateways.h"

namespace pkit::store::gateway_syncs {

namespace {

using Rows = RowTable<GatewaySync, "gateways", Column<"name", &GatewaySync::name>, Column<"run", &GatewaySync::run>,
                      Column<"whole", &GatewaySync::whole>, Column<"started", &GatewaySync::started>,
                      Column<"cursor", &GatewaySync::cursor>, Column<"pages", &GatewaySync::pages>,
                      Column<"counts", &GatewaySync::counts>, Column<"holder", &GatewaySync::holder>,
                      Column<"lease_until", &GatewaySync::lease_until>, Column<"last_sync", &GatewaySync::last_sync>,
                      Column<"last_whole", &GatewaySync::last_whole>, Column<"version", &GatewaySync::version>>;

const char* const kInsert = Rows::insert<" ON CONFLICT DO NOTHING">;
const char* const kUpdate =
    "UPDATE gateways SET run = $run, whole = $whole, started = $started, cursor = $cursor, pages = $pages,"
    " counts = $counts, holder = $holder, lease_until = $lease_until, last_sync = $last_sync,"
    " last_whole = $last_whole, version = version + 1 WHERE name = $name AND version = $version";
const char* const kFind = Rows::select<" WHERE name = $name">;

}  // namespace

std::optional<GatewaySync> find(Read& read, const std::string& name) {
  return first(read, kFind, {{"$name", name}}, Rows::from);
}

bool put(Write& write, const GatewaySync& sync) {
  const bool there = find(write, sync.name).has_value();
  if (!there) return write.execute(kInsert, Rows::params(sync)) == 1;
  return write.execute(kUpdate, Rows::params(sync)) == 1;
}

}  // namespace pkit::store::gateway_syncs
