#include "store/belongings.h"

#include "base/address.h"
#include "base/bytes.h"
#include "store/entities/columns.h"

namespace pkit::store {

namespace ties {

namespace {

/// By which others find it; it is in no member.
Cell client_id_key(const OrchestratorTies& ties) { return machine_key(ties.client_id); }
void read_nothing(OrchestratorTies&, const Row&, int) {}

// Thumbprints are octets in rows, and hex in members.
template <auto member>
Cell octets(const OrchestratorTies& ties) {
  return from_hex(ties.*member).value_or(Bytes());
}
template <auto member>
void read_octets(OrchestratorTies& ties, const Row& row, int at) {
  ties.*member = to_hex(row.blob_view(at));
}
template <Text name, auto member>
using Octets = Made<name, octets<member>, read_octets<member>>;

using Rows =
    RowTable<OrchestratorTies, "orchestrator_ties", Column<"principal", &OrchestratorTies::principal>,
             Column<"client_id", &OrchestratorTies::client_id>, Made<"client_id_key", client_id_key, read_nothing>,
             Column<"blueprint", &OrchestratorTies::blueprint>, Column<"reenrollment", &OrchestratorTies::reenrollment>,
             Octets<"thumbprint", &OrchestratorTies::thumbprint>,
             Octets<"legacy_thumbprint", &OrchestratorTies::legacy_thumbprint>>;

const char* const kFind = Rows::select<" WHERE principal = $principal">;
const char* const kPut = Rows::insert<
    " ON CONFLICT (principal) DO UPDATE SET client_id = excluded.client_id, client_id_key = excluded.client_id_key,"
    " blueprint = excluded.blueprint, reenrollment = excluded.reenrollment, thumbprint = excluded.thumbprint,"
    " legacy_thumbprint = excluded.legacy_thumbprint">;
// The index has only those that are not empty, and is used where the question says so too.
const char* const kHolder =
    "SELECT principal FROM orchestrator_ties WHERE client_id_key = $client_id_key AND client_id_key <> ''";
const char* const kRemove = "DELETE FROM orchestrator_ties WHERE principal = $principal";

bool is_nothing(const OrchestratorTies& ties) {
  return (ties.client_id + ties.blueprint + ties.reenrollment + ties.thumbprint + ties.legacy_thumbprint).empty();
}

}  // namespace

OrchestratorTies find(Read& read, const std::string& principal) {
  OrchestratorTies none;
  none.principal = principal;
  return first(read, kFind, {{"$principal", principal}}, Rows::from).value_or(none);
}

void put(Write& write, const OrchestratorTies& ties) {
  if (is_nothing(ties)) return remove(write, ties.principal);
  write.execute(kPut, Rows::params(ties));
}

std::string holder(Read& read, const std::string& client_id_key) {
  if (client_id_key.empty()) return {};
  return first(read, kHolder, {{"$client_id_key", client_id_key}}, [](const Row& row) { return row.text(0); })
      .value_or("");
}

void remove(Write& write, const std::string& principal) { write.execute(kRemove, {{"$principal", principal}}); }

}  // namespace ties

namespace {

const char* const kForgetTies =
    "UPDATE principals SET kind = 'former', name_key = id, state = 'deleted', enabled = 0, version = version + 1"
    " WHERE id = $id AND version = $version";
const char* const kRemoveRow = "DELETE FROM orchestrators WHERE principal = $principal";

}  // namespace

std::optional<Principal> find_called(Read& read, const std::string& name_key) {
  if (const std::string tied = ties::holder(read, name_key); !tied.empty()) return principals::find(read, tied);
  return principals::find_by_name(read, "orchestrator", name_key);
}

bool forget(Write& write, const Principal& principal) {
  ties::remove(write, principal.id);
  write.execute(kRemoveRow, {{"$principal", principal.id}});
  return write.execute(kForgetTies, {{"$id", principal.id}, {"$version", principal.version}}) == 1;
}

}  // namespace pkit::store
