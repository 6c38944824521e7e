#include "store/intents.h"

#include "store/query.h"
#include "store/state_words.h"

#define INTENT                                                                                                    \
  "SELECT id, authority, name, csr_sha256, state, holder, lease_until, sent_until, certificate, reason, created," \
  " version FROM intents"
#define IS_OPEN "state IN ('planned', 'sent', 'issued')"

namespace pkit::store {

namespace {

constexpr StateWords<IntentState, 5> kIntentStates{"an order", {"planned", "sent", "issued", "bound", "abandoned"}};

}  // namespace

const char* state_word(IntentState state) { return kIntentStates.word(state); }

}  // namespace pkit::store

namespace pkit::store::intents {

namespace {

const char* const kInsert =
    "INSERT INTO intents (id, authority, name, csr_sha256, state, holder, lease_until, sent_until, certificate, reason,"
    " created, version)"
    " VALUES ($id, $authority, $name, $csr_sha256, $state, $holder, $lease_until, $sent_until, $certificate, $reason,"
    " $created, 1) ON CONFLICT DO NOTHING";
const char* const kFind = INTENT " WHERE id = $id";
const char* const kFindOpen =
    INTENT " WHERE authority = $authority AND name = $name AND csr_sha256 = $csr_sha256 AND " IS_OPEN;
const char* const kOpen = INTENT " WHERE " IS_OPEN " ORDER BY created, id";
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

Intent from(const Row& row) {
  return {.id = row.text(0),
          .authority = row.text(1),
          .name = row.text(2),
          .csr_sha256 = row.blob(3),
          .state = kIntentStates.read(row.text(4)),
          .holder = row.text(5),
          .lease_until = row.integer(6),
          .sent_until = row.integer(7),
          .certificate = row.blob(8),
          .reason = row.text(9),
          .created = row.integer(10),
          .version = row.integer(11)};
}

}  // namespace

bool insert(Write& write, const Intent& intent) {
  return write.execute(kInsert, {{"$id", intent.id},
                                 {"$authority", intent.authority},
                                 {"$name", intent.name},
                                 {"$csr_sha256", intent.csr_sha256},
                                 {"$state", state_word(intent.state)},
                                 {"$holder", intent.holder},
                                 {"$lease_until", intent.lease_until},
                                 {"$sent_until", intent.sent_until},
                                 {"$certificate", intent.certificate},
                                 {"$reason", intent.reason},
                                 {"$created", intent.created}}) == 1;
}

std::optional<Intent> find(Read& read, const std::string& id) { return first(read, kFind, {{"$id", id}}, from); }

std::optional<Intent> find_open(Read& read, const std::string& authority, const std::string& name,
                                const Bytes& csr_sha256) {
  return first(read, kFindOpen, {{"$authority", authority}, {"$name", name}, {"$csr_sha256", csr_sha256}}, from);
}

std::vector<Intent> open(Read& read) { return all_of(read, kOpen, {}, from); }

bool update(Write& write, const Intent& intent) {
  return write.execute(kUpdate, {{"$id", intent.id},
                                 {"$state", state_word(intent.state)},
                                 {"$holder", intent.holder},
                                 {"$lease_until", intent.lease_until},
                                 {"$sent_until", intent.sent_until},
                                 {"$certificate", intent.certificate},
                                 {"$reason", intent.reason},
                                 {"$version", intent.version}}) == 1;
}

bool bind(Write& write, const std::string& id) { return write.execute(kBind, {{"$id", id}}) == 1; }

std::int64_t void_leases(Write& write) { return write.execute(kVoidLeases, {}); }

}  // namespace pkit::store::intents
