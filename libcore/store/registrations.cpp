#include "store/registrations.h"

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "digest/digest.h"
#include "store/counters.h"
#include "store/listing.h"
#include "store/query.h"
#include "store/state_words.h"

#define COLUMNS                                                                                              \
  "r.id, r.principal, r.csr_sha256, r.csr, r.key_id, r.state, r.profile, r.not_after, r.client_parameters,"  \
  " r.request, r.decided_by, r.reason, r.certificate, r.created, r.updated, r.event, r.version, r.asked_by," \
  " r.unproven"
#define REGISTRATION "SELECT " COLUMNS " FROM registrations r"
#define WITH_NAME "SELECT " COLUMNS ", p.name FROM registrations r JOIN principals p ON p.id = r.principal"

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

const char* const kInsert =
    "INSERT INTO registrations (id, principal, csr_sha256, csr, key_id, state, profile, not_after, client_parameters,"
    " request, decided_by, reason, certificate, created, updated, version, asked_by, unproven)"
    " VALUES ($id, $principal, $csr_sha256, $csr, $key_id, $state, $profile, $not_after, $client_parameters,"
    " $request, $decided_by, $reason, $certificate, $created, $updated, $version, $asked_by, $unproven)";
const char* const kUpdate =
    "UPDATE registrations SET key_id = $key_id, state = $state, profile = $profile, not_after = $not_after,"
    " client_parameters = $client_parameters, request = $request, decided_by = $decided_by, reason = $reason,"
    " certificate = $certificate, updated = $updated, asked_by = $asked_by, unproven = $unproven,"
    " version = version + 1"
    " WHERE id = $id AND version = $version";
const char* const kFind = REGISTRATION " WHERE r.id = $id";
const char* const kFindByCsr = REGISTRATION " WHERE r.principal = $principal AND r.csr_sha256 = $csr_sha256";
const char* const kOfPrincipal =
    REGISTRATION " WHERE r.principal = $principal AND ($state = '' OR r.state = $state) ORDER BY r.created, r.id";
const char* const kWithPrefix = REGISTRATION " WHERE r.id >= $prefix AND r.id < $end ORDER BY r.id LIMIT $limit";
const char* const kEach = WITH_NAME " ORDER BY r.created, r.id";
const char* const kEachInState = WITH_NAME " WHERE r.state = $state ORDER BY r.created, r.id";
const char* const kEveryRow = REGISTRATION;
const char* const kToldBy = "UPDATE registrations SET event = $event WHERE id = $id";
const char* const kMarks =
    "SELECT id, state, reason, decided_by, asked_by, unproven, updated, version FROM registrations"
    " WHERE principal = $principal AND state = $state ORDER BY created, id";
const char* const kMove =
    "UPDATE registrations SET state = $state, reason = $reason, decided_by = $decided_by, updated = $updated,"
    " event = 0, version = version + 1 WHERE id = $id AND version = $version";
constexpr int kName = 19;

Registration from(const Row& row) {
  return {.id = row.text(0),
          .principal = row.text(1),
          .csr_sha256 = row.blob(2),
          .csr = row.blob(3),
          .key_id = row.text(4),
          .state = registration_state_of(row.text(5)),
          .profile = row.text(6),
          .not_after = row.text(7),
          .client_parameters = tree_at(row, 8),
          .request = tree_at(row, 9),
          .decided_by = row.text(10),
          .reason = row.text(11),
          .certificate = reference_at(row, 12),
          .created = row.integer(13),
          .updated = row.integer(14),
          .event = row.integer(15),
          .version = row.integer(16),
          .asked_by = row.text(17),
          .unproven = flag_at(row, 18)};
}

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

void insert(Write& write, const Registration& registration) {
  write.execute(kInsert, {{"$id", registration.id},
                          {"$principal", registration.principal},
                          {"$csr_sha256", registration.csr_sha256},
                          {"$csr", registration.csr},
                          {"$key_id", registration.key_id},
                          {"$state", state_word(registration.state)},
                          {"$profile", registration.profile},
                          {"$not_after", registration.not_after},
                          {"$client_parameters", tree(registration.client_parameters)},
                          {"$request", tree(registration.request)},
                          {"$decided_by", registration.decided_by},
                          {"$reason", registration.reason},
                          {"$certificate", reference(registration.certificate)},
                          {"$created", registration.created},
                          {"$updated", registration.updated},
                          {"$version", registration.version},
                          {"$asked_by", registration.asked_by},
                          {"$unproven", std::int64_t{registration.unproven}}});
}

bool update(Write& write, const Registration& registration) {
  return write.execute(kUpdate, {{"$id", registration.id},
                                 {"$version", registration.version},
                                 {"$key_id", registration.key_id},
                                 {"$state", state_word(registration.state)},
                                 {"$profile", registration.profile},
                                 {"$not_after", registration.not_after},
                                 {"$client_parameters", tree(registration.client_parameters)},
                                 {"$request", tree(registration.request)},
                                 {"$decided_by", registration.decided_by},
                                 {"$reason", registration.reason},
                                 {"$certificate", reference(registration.certificate)},
                                 {"$updated", registration.updated},
                                 {"$asked_by", registration.asked_by},
                                 {"$unproven", std::int64_t{registration.unproven}}}) == 1;
}

std::optional<Registration> find(Read& read, const std::string& id) { return first(read, kFind, {{"$id", id}}, from); }

std::optional<Registration> find_by_csr(Read& read, const std::string& principal, const Bytes& csr_sha256) {
  return first(read, kFindByCsr, {{"$principal", principal}, {"$csr_sha256", csr_sha256}}, from);
}

std::vector<Registration> of_principal(Read& read, const std::string& principal,
                                       std::optional<RegistrationState> state) {
  return all_of(read, kOfPrincipal, {{"$principal", principal}, {"$state", state ? state_word(*state) : ""}}, from);
}

std::vector<Registration> with_prefix(Read& read, const std::string& prefix, int limit) {
  return all_of(read, kWithPrefix,
                {{"$prefix", prefix}, {"$end", end_of_prefix(prefix)}, {"$limit", std::int64_t{limit}}}, from);
}

std::int64_t count(Read& read, RegistrationState state) {
  return counters::number(read, std::string("registrations.") + state_word(state));
}

void each(Read& read, const ListFilter& filter, const std::function<void(const Listed&)>& fn) {
  Listing listing(filter);
  const auto take = [&](const Row& row) {
    const std::string name = row.text(kName);
    return listing.offer(name, [&] { fn({from(row), name}); });
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
    fn(from(row));
    return true;
  });
}

}  // namespace pkit::store::registrations
