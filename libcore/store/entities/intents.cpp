#include "store/intents.h"

#include "store/entities/columns.h"
#include "store/entities/state_words.h"

#define IS_OPEN "state IN ('planned', 'sent', 'issued')"

namespace pkit::store {

namespace {

constexpr StateWords<IntentState, 5> kIntentStates{"an order", {"planned", "sent", "issued", "bound", "abandoned"}};

}  // namespace

const char* state_word(IntentState state) { return kIntentStates.word(state); }

}  // namespace pkit::store

namespace pkit::store::intents {

namespace {

using Rows = RowTable<Intent, "intents", Column<"id", &Intent::id>, Column<"authority", &Intent::authority>,
                      Column<"name", &Intent::name>, Column<"csr_sha256", &Intent::csr_sha256>,
                      Word<"state", &Intent::state, kIntentStates>, Column<"holder", &Intent::holder>,
                      Column<"lease_until", &Intent::lease_until>, Column<"sent_until", &Intent::sent_until>,
                      Column<"certificate", &Intent::certificate>, Column<"reason", &Intent::reason>,
                      Column<"created", &Intent::created>, Column<"version", &Intent::version>>;

const char* const kInsert = Rows::insert<" ON CONFLICT DO NOTHING">;
const char* const kFind = Rows::select<" WHERE id = $id">;
const char* const kFindOpen =
    Rows::select<" WHERE authority = $authority AND name = $name AND csr_sha256 = $csr_sha256 AND " IS_OPEN>;
const char* const kOfCsr =
    Rows::select<" WHERE authority = $authority AND csr_sha256 = $csr_sha256 ORDER BY created, id">;
const char* const kOpen = Rows::select<" WHERE " IS_OPEN " ORDER BY created, id">;
const char* const kUpdate =
    "UPDATE intents SET state = $state, holder = $holder, lease_until = $lease_until, sent_until = $sent_until,"
    " certificate = $certificate, reason = $reason, version = version + 1"
    " WHERE id = $id AND version = $version AND " IS_OPEN;
const char* const kBind =
    "UPDATE intents SET state = 'bound', holder = '', reason = '', version = version + 1"
    " WHERE id = $id AND state = 'issued'";
const char* const kVoidLeases =
    "UPDATE intents SET state = CASE state WHEN 'planned' THEN 'sent' ELSE state END, holder = '',"
    " version = version + 1 WHERE " IS_OPEN;

}  // namespace

bool insert(Write& write, const Intent& intent) { return write.execute(kInsert, Rows::params(intent)) == 1; }

std::optional<Intent> find(Read& read, const std::string& id) { return first(read, kFind, {{"$id", id}}, Rows::from); }

std::optional<Intent> find_open(Read& read, const std::string& authority, const std::string& name,
                                const Bytes& csr_sha256) {
  return first(read, kFindOpen, {{"$authority", authority}, {"$name", name}, {"$csr_sha256", csr_sha256}}, Rows::from);
}

std::vector<Intent> of_csr(Read& read, const std::string& authority, const Bytes& csr_sha256) {
  return all_of(read, kOfCsr, {{"$authority", authority}, {"$csr_sha256", csr_sha256}}, Rows::from);
}

std::vector<Intent> open(Read& read) { return all_of(read, kOpen, {}, Rows::from); }

bool update(Write& write, const Intent& intent) {
  return write.execute(
             kUpdate,
             Rows::only<"id", "state", "holder", "lease_until", "sent_until", "certificate", "reason", "version">(
                 intent)) == 1;
}

bool bind(Write& write, const std::string& id) { return write.execute(kBind, {{"$id", id}}) == 1; }

std::int64_t void_leases(Write& write) { return write.execute(kVoidLeases, {}); }

}  // namespace pkit::store::intents
