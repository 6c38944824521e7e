#include "store/certificates.h"

#include "base/error.h"
#include "store/entities/certificate_row.h"
#include "store/entities/index_words.h"
#include "store/gateways.h"

// By the index of keys, which has their beginnings.
#define OF_KEY BY_KEY("key_id", "$key_id")

namespace pkit::store::certificates {

namespace {

const char* const kInsert = Rows::insert<" ON CONFLICT (serial, issuer) DO NOTHING">;
// A hold may become a revocation for good, and that of any reason one of a key in other hands.
const char* const kRevoke =
    "UPDATE certificates SET revoked_at = $at, revocation_reason = $reason, invalid_since = $invalid_since,"
    " version = version + 1 WHERE id = $id AND version = $version"
    " AND (revoked_at IS NULL OR (revocation_reason = 'certificateHold' AND $reason <> 'certificateHold')"
    " OR (revocation_reason <> 'keyCompromise' AND $reason = 'keyCompromise'))";
const char* const kRelease =
    "UPDATE certificates SET revoked_at = NULL, revocation_reason = '', invalid_since = NULL, version = version + 1"
    " WHERE id = $id AND version = $version AND revoked_at IS NOT NULL AND revocation_reason = 'certificateHold'";
const char* const kCountChange =
    "UPDATE issuers SET changes = changes + 1 WHERE id = (SELECT issuer FROM certificates WHERE id = $id)";
const char* const kFind = Rows::select<" WHERE id = $id">;
const char* const kFindByFingerprint = Rows::select<" WHERE fingerprint = $fingerprint">;
const char* const kFindBySerial = Rows::select<" WHERE serial = $serial ORDER BY issuer">;
const char* const kWithPrefix = Rows::select<" WHERE id >= $prefix AND id < $end ORDER BY id LIMIT $limit">;
const char* const kValidOfPrincipal = Rows::select<
    " WHERE principal = $principal AND revoked_at IS NULL AND not_after >= $now ORDER BY created DESC, id DESC">;
const char* const kOfPrincipal = Rows::select<" WHERE principal = $principal ORDER BY created DESC, id DESC">;
const char* const kKeyIsKnown = "SELECT id FROM certificates WHERE " OF_KEY " LIMIT 1";
const char* const kOfKey = Rows::select<" WHERE " OF_KEY " ORDER BY created DESC, id DESC">;
// The first of these two is what is wanted; with a LIMIT the engine sorts in a table that it makes for each question.
const char* const kCompromised =
    "SELECT id FROM certificates WHERE " OF_KEY
    " AND revoked_at IS NOT NULL AND revocation_reason = 'keyCompromise' ORDER BY created DESC, id DESC";
const char* const kValidOfKey =
    Rows::select<" WHERE " OF_KEY " AND revoked_at IS NULL AND not_after >= $now ORDER BY created DESC, id DESC">;
const char* const kOtherHolder =
    "SELECT principal FROM certificates WHERE " OF_KEY " AND principal <> $principal LIMIT 1";
// By the key's index: a CSR is over one key, and few CSRs are over the same.
const char* const kFindByCsr =
    Rows::select<" WHERE " OF_KEY " AND csr_sha256 = $csr_sha256 ORDER BY created DESC, id DESC">;

/// In the same transaction as what it counts: a CRL that does not know of it is out of date.
bool counted(Write& write, const std::string& id, bool changed) {
  if (changed) write.execute(kCountChange, {{"$id", id}});
  return changed;
}

}  // namespace

void insert(Write& write, const Certificate& certificate) {
  const std::int64_t inserted = write.execute(kInsert, Rows::params(certificate));
  if (inserted == 0) {
    throw Error(Kind::conflict, "store.constraint", "serial " + to_hex(certificate.serial) + " is taken already");
  }
}

bool revoke(Write& write, const std::string& id, std::int64_t version, const Revocation& revocation) {
  return counted(write, id,
                 write.execute(kRevoke, {{"$id", id},
                                         {"$version", version},
                                         {"$at", revocation.at},
                                         {"$reason", revocation.reason},
                                         {"$invalid_since", time_or_null(revocation.invalid_since)}}) == 1);
}

bool release(Write& write, const std::string& id, std::int64_t version) {
  return counted(write, id, write.execute(kRelease, {{"$id", id}, {"$version", version}}) == 1);
}

std::optional<Certificate> find(Read& read, const std::string& id) {
  return first(read, kFind, {{"$id", id}}, Rows::from);
}

std::optional<Certificate> find_by_fingerprint(Read& read, const Bytes& fingerprint) {
  return first(read, kFindByFingerprint, {{"$fingerprint", fingerprint}}, Rows::from);
}

std::vector<Certificate> find_by_serial(Read& read, const Bytes& serial) {
  return all_of(read, kFindBySerial, {{"$serial", serial}}, Rows::from);
}

std::vector<Certificate> with_prefix(Read& read, const std::string& prefix, int limit) {
  return all_of(read, kWithPrefix,
                {{"$prefix", prefix}, {"$end", end_of_prefix(prefix)}, {"$limit", std::int64_t{limit}}}, Rows::from);
}

std::vector<Certificate> valid_of_principal(Read& read, const std::string& principal, Time now) {
  return all_of(read, kValidOfPrincipal, {{"$principal", principal}, {"$now", now}}, Rows::from);
}

std::vector<Certificate> of_principal(Read& read, const std::string& principal) {
  return all_of(read, kOfPrincipal, {{"$principal", principal}}, Rows::from);
}

std::vector<Certificate> of_key(Read& read, const std::string& key_id) {
  return all_of(read, kOfKey, {{"$key_id", octets_of(key_id)}}, Rows::from);
}

std::optional<Certificate> find_by_csr(Read& read, const std::string& key_id, const Bytes& csr_sha256) {
  return first(read, kFindByCsr, {{"$key_id", octets_of(key_id)}, {"$csr_sha256", csr_sha256}}, Rows::from);
}

bool key_is_known(Read& read, const std::string& key_id) {
  return first(read, kKeyIsKnown, {{"$key_id", octets_of(key_id)}}, [](const Row& row) { return row.text(0); })
      .has_value();
}

std::optional<std::string> compromised(Read& read, const std::string& key_id) {
  if (auto id = first(read, kCompromised, {{"$key_id", octets_of(key_id)}}, [](const Row& row) { return row.text(0); }))
    return id;
  const auto record = gateway_records::compromised(read, key_id);
  if (!record) return std::nullopt;
  return "record " + printable(record->ca_request_id) + " of gateway '" + record->gateway + "'";
}

std::vector<Certificate> valid_of_key(Read& read, const std::string& key_id, Time now) {
  return all_of(read, kValidOfKey, {{"$key_id", octets_of(key_id)}, {"$now", now}}, Rows::from);
}

std::optional<std::string> other_holder(Read& read, const std::string& key_id, const std::string& principal) {
  return first(read, kOtherHolder, {{"$key_id", octets_of(key_id)}, {"$principal", principal}},
               [](const Row& row) { return row.text(0); });
}

}  // namespace pkit::store::certificates
