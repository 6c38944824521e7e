#include "store/gateways.h"

#include "store/query.h"

#define GATEWAY_SYNC                                                                                     \
  "SELECT name, run, whole, started, cursor, pages, counts, holder, lease_until, last_sync, last_whole," \
  " version FROM gateways"
#define GATEWAY_RECORD                                                                                  \
  "SELECT gateway, ca_request_id, status, product, serial, subject, not_before, not_after, revoked_at," \
  " revocation_reason, certificate, key_id, seen, run, gone, csr_sha256 FROM gateway_records"

namespace pkit::store {

namespace gateway_syncs {

namespace {

const char* const kInsert =
    "INSERT INTO gateways (name, run, whole, started, cursor, pages, counts, holder, lease_until, last_sync,"
    " last_whole, version) VALUES ($name, $run, $whole, $started, $cursor, $pages, $counts, $holder, $lease_until,"
    " $last_sync, $last_whole, 1) ON CONFLICT DO NOTHING";
const char* const kUpdate =
    "UPDATE gateways SET run = $run, whole = $whole, started = $started, cursor = $cursor, pages = $pages,"
    " counts = $counts, holder = $holder, lease_until = $lease_until, last_sync = $last_sync,"
    " last_whole = $last_whole, version = version + 1 WHERE name = $name AND version = $version";
const char* const kFind = GATEWAY_SYNC " WHERE name = $name";

GatewaySync from(const Row& row) {
  return {.name = row.text(0),
          .run = row.text(1),
          .whole = flag_at(row, 2),
          .started = row.integer(3),
          .cursor = row.text(4),
          .pages = row.integer(5),
          .counts = tree_at(row, 6),
          .holder = row.text(7),
          .lease_until = row.integer(8),
          .last_sync = time_at(row, 9),
          .last_whole = time_at(row, 10),
          .version = row.integer(11)};
}

}  // namespace

std::optional<GatewaySync> find(Read& read, const std::string& name) {
  return first(read, kFind, {{"$name", name}}, from);
}

bool put(Write& write, const GatewaySync& sync) {
  const bool there = find(write, sync.name).has_value();
  if (!there)
    return write.execute(kInsert, {{"$name", sync.name},
                                   {"$run", sync.run},
                                   {"$whole", std::int64_t{sync.whole}},
                                   {"$started", sync.started},
                                   {"$cursor", sync.cursor},
                                   {"$pages", sync.pages},
                                   {"$counts", tree(sync.counts)},
                                   {"$holder", sync.holder},
                                   {"$lease_until", sync.lease_until},
                                   {"$last_sync", time_or_null(sync.last_sync)},
                                   {"$last_whole", time_or_null(sync.last_whole)}}) == 1;
  return write.execute(kUpdate, {{"$name", sync.name},
                                 {"$run", sync.run},
                                 {"$whole", std::int64_t{sync.whole}},
                                 {"$started", sync.started},
                                 {"$cursor", sync.cursor},
                                 {"$pages", sync.pages},
                                 {"$counts", tree(sync.counts)},
                                 {"$holder", sync.holder},
                                 {"$lease_until", sync.lease_until},
                                 {"$last_sync", time_or_null(sync.last_sync)},
                                 {"$last_whole", time_or_null(sync.last_whole)},
                                 {"$version", sync.version}}) == 1;
}

}  // namespace gateway_syncs

namespace gateway_records {

namespace {

const char* const kPut =
    "INSERT INTO gateway_records (gateway, ca_request_id, status, product, serial, subject, not_before, not_after,"
    " revoked_at, revocation_reason, certificate, key_id, seen, run, gone, csr_sha256) VALUES ($gateway, $id, $status, "
    "$product,"
    " $serial, $subject, $not_before, $not_after, $revoked_at, $revocation_reason, $certificate, $key_id, $seen, $run,"
    " 0, $csr_sha256) ON CONFLICT (gateway, ca_request_id) DO UPDATE SET status = excluded.status, product = "
    "excluded.product,"
    " serial = excluded.serial, subject = excluded.subject, not_before = excluded.not_before,"
    " not_after = excluded.not_after, revoked_at = excluded.revoked_at,"
    " revocation_reason = excluded.revocation_reason, certificate = excluded.certificate, key_id = excluded.key_id,"
    " seen = excluded.seen, run = excluded.run, gone = 0, csr_sha256 = excluded.csr_sha256";
const char* const kSee =
    "UPDATE gateway_records SET seen = $seen, run = $run, gone = 0 WHERE gateway = $gateway AND ca_request_id = $id";
const char* const kMarkGone =
    "UPDATE gateway_records SET gone = 1 WHERE gateway = $gateway AND run <> $run AND seen < $started AND gone = 0";
const char* const kFind = GATEWAY_RECORD " WHERE gateway = $gateway AND ca_request_id = $id";
const char* const kFindBySerial =
    GATEWAY_RECORD " WHERE gateway = $gateway AND serial = $serial ORDER BY ca_request_id";
const char* const kNewestOfSubject = GATEWAY_RECORD
    " WHERE gateway = $gateway AND subject = $subject AND LENGTH(certificate) > 0 ORDER BY not_before DESC, "
    "ca_request_id DESC"
    " LIMIT 1";
const char* const kWithoutCertificate =
    GATEWAY_RECORD " WHERE csr_sha256 <> '' AND length(certificate) = 0 ORDER BY gateway, ca_request_id";
const char* const kOfCsr =
    GATEWAY_RECORD " WHERE gateway = $gateway AND csr_sha256 = $csr_sha256 AND csr_sha256 <> '' ORDER BY ca_request_id";
const char* const kCompromised =
    GATEWAY_RECORD " WHERE key_id = $key_id AND revocation_reason = 'keyCompromise' ORDER BY gateway, ca_request_id";
const char* const kCount = "SELECT COUNT(*) FROM gateway_records WHERE gateway = $gateway";
const char* const kEach = GATEWAY_RECORD " WHERE gateway = $gateway ORDER BY ca_request_id";

GatewayRecord from(const Row& row) {
  return {.gateway = row.text(0),
          .ca_request_id = row.text(1),
          .status = row.integer(2),
          .product = row.text(3),
          .subject = row.text(5),
          .serial = row.blob(4),
          .not_before = row.integer(6),
          .not_after = row.integer(7),
          .revoked_at = time_at(row, 8),
          .revocation_reason = row.text(9),
          .certificate = row.blob(10),
          .key_id = row.text(11),
          .csr_sha256 = row.text(15),
          .seen = row.integer(12),
          .run = row.text(13),
          .gone = flag_at(row, 14)};
}

}  // namespace

std::optional<GatewayRecord> find(Read& read, const std::string& gateway, const std::string& ca_request_id) {
  return first(read, kFind, {{"$gateway", gateway}, {"$id", ca_request_id}}, from);
}

std::vector<GatewayRecord> find_by_serial(Read& read, const std::string& gateway, const Bytes& serial) {
  return all_of(read, kFindBySerial, {{"$gateway", gateway}, {"$serial", serial}}, from);
}

std::optional<GatewayRecord> newest_of_subject(Read& read, const std::string& gateway, const std::string& subject) {
  return first(read, kNewestOfSubject, {{"$gateway", gateway}, {"$subject", subject}}, from);
}

std::vector<GatewayRecord> without_certificate(Read& read) { return all_of(read, kWithoutCertificate, {}, from); }

std::vector<GatewayRecord> of_csr(Read& read, const std::string& gateway, const std::string& csr_sha256) {
  return all_of(read, kOfCsr, {{"$gateway", gateway}, {"$csr_sha256", csr_sha256}}, from);
}

std::optional<GatewayRecord> compromised(Read& read, const std::string& key_id) {
  return first(read, kCompromised, {{"$key_id", key_id}}, from);
}

void put(Write& write, const GatewayRecord& record) {
  write.execute(kPut, {{"$gateway", record.gateway},
                       {"$id", record.ca_request_id},
                       {"$status", record.status},
                       {"$product", record.product},
                       {"$serial", record.serial},
                       {"$subject", record.subject},
                       {"$not_before", record.not_before},
                       {"$not_after", record.not_after},
                       {"$revoked_at", time_or_null(record.revoked_at)},
                       {"$revocation_reason", record.revocation_reason},
                       {"$certificate", record.certificate},
                       {"$key_id", record.key_id},
                       {"$seen", record.seen},
                       {"$run", record.run},
                       {"$csr_sha256", record.csr_sha256}});
}

void see(Write& write, const GatewayRecord& record) {
  write.execute(
      kSee,
      {{"$gateway", record.gateway}, {"$id", record.ca_request_id}, {"$seen", record.seen}, {"$run", record.run}});
}

std::int64_t mark_gone(Write& write, const std::string& gateway, const std::string& run, Time started) {
  return write.execute(kMarkGone, {{"$gateway", gateway}, {"$run", run}, {"$started", started}});
}

std::int64_t count(Read& read, const std::string& gateway) { return count_of(read, kCount, {{"$gateway", gateway}}); }

void each(Read& read, const std::string& gateway, const std::function<bool(const GatewayRecord&)>& fn) {
  read.query(kEach, {{"$gateway", gateway}}, [&](const Row& row) { return fn(from(row)); });
}

}  // namespace gateway_records

namespace gateway_faults {

namespace {

const char* const kAppend =
    "INSERT INTO gateway_faults (gateway, run, position, ca_request_id, reason) VALUES ($gateway, $run,"
    " (SELECT COALESCE(MAX(position), 0) + 1 FROM gateway_faults WHERE gateway = $gateway AND run = $run), $id,"
    " $reason)";
const char* const kForgetOthers = "DELETE FROM gateway_faults WHERE gateway = $gateway AND run <> $run";
const char* const kAll =
    "SELECT ca_request_id, reason FROM gateway_faults WHERE gateway = $gateway ORDER BY run, position LIMIT $limit";
const char* const kOfRun =
    "SELECT ca_request_id, reason FROM gateway_faults WHERE gateway = $gateway AND run = $run ORDER BY position";
const char* const kOfOtherRuns =
    "SELECT ca_request_id, reason FROM gateway_faults WHERE gateway = $gateway AND run <> $run ORDER BY run, position";
const char* const kCount = "SELECT COUNT(*) FROM gateway_faults WHERE gateway = $gateway";

GatewayFault from(const Row& row) { return {row.text(0), row.text(1)}; }

}  // namespace

void append(Write& write, const std::string& gateway, const std::string& run, const GatewayFault& fault) {
  write.execute(kAppend,
                {{"$gateway", gateway}, {"$run", run}, {"$id", fault.ca_request_id}, {"$reason", fault.reason}});
}

void forget_others(Write& write, const std::string& gateway, const std::string& run) {
  write.execute(kForgetOthers, {{"$gateway", gateway}, {"$run", run}});
}

std::vector<GatewayFault> all(Read& read, const std::string& gateway, int limit) {
  return all_of(read, kAll, {{"$gateway", gateway}, {"$limit", std::int64_t{limit}}}, from);
}

std::vector<GatewayFault> of_run(Read& read, const std::string& gateway, const std::string& run) {
  return all_of(read, kOfRun, {{"$gateway", gateway}, {"$run", run}}, from);
}

std::vector<GatewayFault> of_other_runs(Read& read, const std::string& gateway, const std::string& run) {
  return all_of(read, kOfOtherRuns, {{"$gateway", gateway}, {"$run", run}}, from);
}

std::int64_t count(Read& read, const std::string& gateway) { return count_of(read, kCount, {{"$gateway", gateway}}); }

}  // namespace gateway_faults

}  // namespace pkit::store
