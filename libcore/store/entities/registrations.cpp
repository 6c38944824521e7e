#include "store/registrations.h"

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "digest/digest.h"
#include "store/counters.h"
#include "store/entities/columns.h"
#include "store/entities/listing.h"
#include "store/entities/state_words.h"

#define WITH_NAME ", p.name FROM registrations r JOIN principals p ON p.id = r.principal"

namespace pkit::store {

namespace {

constexpr StateWords<RegistrationState, 7> kStates{
    "a registration", {"waiting", "approved", "issued", "done", "denied", "refused", "closed"}};

}  // namespace

std::span<const char* const> registration_state_words() { return kStates.words; }

const char* state_word(RegistrationState state) { return kStates.word(state); }

RegistrationState registration_state_of(const std::string& word) { return kStates.read(word); }

}  // namespace pkit::store

namespace pkit::store::registrations {

namespace {

using Rows = RowTable<Registration, "registrations", Column<"id", &Registration::id>,
                      Column<"principal", &Registration::principal>, Column<"csr_sha256", &Registration::csr_sha256>,
                      Column<"csr", &Registration::csr>, Column<"key_id", &Registration::key_id>,
                      Word<"state", &Registration::state, kStates>, Column<"profile", &Registration::profile>,
                      Column<"not_after", &Registration::not_after>,
                      Column<"client_parameters", &Registration::client_parameters>,
                      Column<"request", &Registration::request>, Column<"decided_by", &Registration::decided_by>,
                      Column<"reason", &Registration::reason>, Reference<"certificate", &Registration::certificate>,
                      Column<"created", &Registration::created>, Column<"updated", &Registration::updated>,
                      Column<"event", &Registration::event>, Column<"version", &Registration::version>,
                      Column<"asked_by", &Registration::asked_by>, Column<"unproven", &Registration::unproven>>;

const char* const kInsert = Rows::insert<>;
const char* const kUpdate =
    "UPDATE registrations SET key_id = $key_id, state = $state, profile = $profile, not_after = $not_after,"
    " client_parameters = $client_parameters, request = $request, decided_by = $decided_by, reason = $reason,"
    " certificate = $certificate, updated = $updated, asked_by = $asked_by, unproven = $unproven,"
    " version = version + 1"
    " WHERE id = $id AND version = $version";
const char* const kFind = Rows::select<" WHERE id = $id">;
const char* const kFindByCsr = Rows::select<" WHERE principal = $principal AND csr_sha256 = $csr_sha256">;
const char* const kOfPrincipal =
    Rows::select<" WHERE principal = $principal AND ($state = '' OR state = $state) ORDER BY created, id">;
const char* const kWithPrefix = Rows::select<" WHERE id >= $prefix AND id < $end ORDER BY id LIMIT $limit">;
const char* const kEach = Rows::select_as<"r.", WITH_NAME " ORDER BY r.created, r.id">;
const char* const kEachInState = Rows::select_as<"r.", WITH_NAME " WHERE r.state = $state ORDER BY r.created, r.id">;
const char* const kEveryRow = Rows::select<>;
const char* const kToldBy = "UPDATE registrations SET event = $event WHERE id = $id";
const char* const kMarks =
    "SELECT id, state, reason, decided_by, asked_by, unproven, updated, version FROM registrations"
    " WHERE principal = $principal AND state = $state ORDER BY created, id";
const char* const kMove =
    "UPDATE registrations SET state = $state, reason = $reason, decided_by = $decided_by, updated = $updated,"
    " event = 0, version = version + 1 WHERE id = $id AND version = $version";
constexpr int kName = Rows::kCount;

}  // namespace

std::string row_sha256(const Registration& r) {
  return digest::sha256_hex(canonical_json(Value::map({{"id", r.id},
                                                       {"principal", r.principal},
                                                       {"csrSha256", to_hex(r.csr_sha256)},
                                                       {"csr", digest::sha256_hex(as_text(r.csr))},
                                                       {"keyId", r.key_id},
                                                       {"state", state_word(r.state)},
                                                       {"profile", r.profile},
                                                       {"notAfter", r.not_after},
                                                       {"clientParameters", r.client_parameters},
                                                       {"request", r.request},
                                                       {"decidedBy", r.decided_by},
                                                       {"reason", r.reason},
                                                       {"certificate", r.certificate},
                                                       {"created", r.created},
                                                       {"updated", r.updated}})));
}

void told_by(Write& write, const std::string& id, std::int64_t event) {
  write.execute(kToldBy, {{"$id", id}, {"$event", event}});
}

void insert(Write& write, const Registration& registration) { write.execute(kInsert, Rows::params(registration)); }

bool update(Write& write, const Registration& registration) {
  return write.execute(
             kUpdate,
             Rows::only<"id", "version", "key_id", "state", "profile", "not_after", "client_parameters", "request",
                        "decided_by", "reason", "certificate", "updated", "asked_by", "unproven">(registration)) == 1;
}

std::optional<Registration> find(Read& read, const std::string& id) {
  return first(read, kFind, {{"$id", id}}, Rows::from);
}

std::optional<Registration> find_by_csr(Read& read, const std::string& principal, const Bytes& csr_sha256) {
  return first(read, kFindByCsr, {{"$principal", principal}, {"$csr_sha256", csr_sha256}}, Rows::from);
}

std::vector<Registration> of_principal(Read& read, const std::string& principal,
                                       std::optional<RegistrationState> state) {
  return all_of(read, kOfPrincipal, {{"$principal", principal}, {"$state", state ? state_word(*state) : ""}},
                Rows::from);
}

std::vector<Registration> with_prefix(Read& read, const std::string& prefix, int limit) {
  return all_of(read, kWithPrefix,
                {{"$prefix", prefix}, {"$end", end_of_prefix(prefix)}, {"$limit", std::int64_t{limit}}}, Rows::from);
}

std::int64_t count(Read& read, RegistrationState state) {
  return counters::number(read, std::string("registrations.") + state_word(state));
}

void each(Read& read, const ListFilter& filter, const std::function<void(const Listed&)>& fn) {
  Listing listing(filter);
  const auto take = [&](const Row& row) {
    const std::string name = row.text(kName);
    return listing.offer(name, [&] { fn({Rows::from(row), name}); });
  };
  if (filter.state.empty()) return read.query(kEach, {}, take);
  read.query(kEachInState, {{"$state", filter.state}}, take);
}

std::vector<RegistrationMark> marks(Read& read, const std::string& principal, RegistrationState state) {
  return all_of(read, kMarks, {{"$principal", principal}, {"$state", state_word(state)}}, [](const Row& row) {
    return RegistrationMark{.id = row.text(0),
                            .state = registration_state_of(row.text(1)),
                            .reason = row.text(2),
                            .decided_by = row.text(3),
                            .asked_by = row.text(4),
                            .unproven = flag_at(row, 5),
                            .updated = row.integer(6),
                            .version = row.integer(7)};
  });
}

bool move(Write& write, const RegistrationMark& mark) {
  return write.execute(kMove, {{"$id", mark.id},
                               {"$version", mark.version},
                               {"$state", state_word(mark.state)},
                               {"$reason", mark.reason},
                               {"$decided_by", mark.decided_by},
                               {"$updated", mark.updated}}) == 1;
}

void each_row(Read& read, const std::function<void(const Registration&)>& fn) {
  read.query(kEveryRow, {}, [&](const Row& row) {
    fn(Rows::from(row));
    return true;
  });
}

}  // namespace pkit::store::registrations
