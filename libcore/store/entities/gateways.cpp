#include "store/gateways.h"

#include "store/entities/columns.h"

namespace pkit::store::gateway_records {

namespace {

using Rows = RowTable<GatewayRecord, "gateway_records", Column<"gateway", &GatewayRecord::gateway>,
                      Column<"ca_request_id", &GatewayRecord::ca_request_id>, Column<"status", &GatewayRecord::status>,
                      Column<"product", &GatewayRecord::product>, Column<"serial", &GatewayRecord::serial>,
                      Column<"subject", &GatewayRecord::subject>, Column<"not_before", &GatewayRecord::not_before>,
                      Column<"not_after", &GatewayRecord::not_after>, Column<"revoked_at", &GatewayRecord::revoked_at>,
                      Column<"revocation_reason", &GatewayRecord::revocation_reason>,
                      Column<"certificate", &GatewayRecord::certificate>, Column<"key_id", &GatewayRecord::key_id>,
                      Column<"seen", &GatewayRecord::seen>, Column<"run", &GatewayRecord::run>,
                      Column<"gone", &GatewayRecord::gone>, Column<"csr_sha256", &GatewayRecord::csr_sha256>>;

const char* const kPut = Rows::insert<
    " ON CONFLICT (gateway, ca_request_id) DO UPDATE SET status = excluded.status, product = excluded.product,"
    " serial = excluded.serial, subject = excluded.subject, not_before = excluded.not_before,"
    " not_after = excluded.not_after, revoked_at = excluded.revoked_at,"
    " revocation_reason = excluded.revocation_reason, certificate = excluded.certificate, key_id = excluded.key_id,"
    " seen = excluded.seen, run = excluded.run, gone = 0, csr_sha256 = excluded.csr_sha256">;
const char* const kSee =
    "UPDATE gateway_records SET seen = $seen, run = $run, gone = 0 WHERE gateway = $gateway AND ca_request_id = $id";
const char* const kMarkGone =
    "UPDATE gateway_records SET gone = 1 WHERE gateway = $gateway AND run <> $run AND seen < $started AND gone = 0";
const char* const kFind = Rows::select<" WHERE gateway = $gateway AND ca_request_id = $id">;
const char* const kFindBySerial = Rows::select<" WHERE gateway = $gateway AND serial = $serial ORDER BY ca_request_id">;
const char* const kNewestOfSubject = Rows::select<
    " WHERE gateway = $gateway AND subject = $subject AND LENGTH(certificate) > 0 ORDER BY not_before DESC, "
    "ca_request_id DESC LIMIT 1">;
const char* const kWithoutCertificate =
    Rows::select<" WHERE csr_sha256 <> '' AND length(certificate) = 0 ORDER BY gateway, ca_request_id">;
const char* const kOfCsr =
    Rows::select<" WHERE gateway = $gateway AND csr_sha256 = $csr_sha256 AND csr_sha256 <> '' ORDER BY ca_request_id">;
const char* const kCompromised =
    Rows::select<" WHERE key_id = $key_id AND revocation_reason = 'keyCompromise' ORDER BY gateway, ca_request_id">;
const char* const kCount = "SELECT COUNT(*) FROM gateway_records WHERE gateway = $gateway";
const char* const kEach = Rows::select<" WHERE gateway = $gateway ORDER BY ca_request_id">;

}  // namespace

std::optional<GatewayRecord> find(Read& read, const std::string& gateway, const std::string& ca_request_id) {
  return first(read, kFind, {{"$gateway", gateway}, {"$id", ca_request_id}}, Rows::from);
}

std::vector<GatewayRecord> find_by_serial(Read& read, const std::string& gateway, const Bytes& serial) {
  return all_of(read, kFindBySerial, {{"$gateway", gateway}, {"$serial", serial}}, Rows::from);
}

std::optional<GatewayRecord> newest_of_subject(Read& read, const std::string& gateway, const std::string& subject) {
  return first(read, kNewestOfSubject, {{"$gateway", gateway}, {"$subject", subject}}, Rows::from);
}

std::vector<GatewayRecord> without_certificate(Read& read) { return all_of(read, kWithoutCertificate, {}, Rows::from); }

std::vector<GatewayRecord> of_csr(Read& read, const std::string& gateway, const std::string& csr_sha256) {
  return all_of(read, kOfCsr, {{"$gateway", gateway}, {"$csr_sha256", csr_sha256}}, Rows::from);
}

std::optional<GatewayRecord> compromised(Read& read, const std::string& key_id) {
  return first(read, kCompromised, {{"$key_id", key_id}}, Rows::from);
}

void put(Write& write, const GatewayRecord& record) {
  GatewayRecord seen = record;
  seen.gone = false;
  write.execute(kPut, Rows::params(seen));
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
  read.query(kEach, {{"$gateway", gateway}}, [&](const Row& row) { return fn(Rows::from(row)); });
}

}  // namespace pkit::store::gateway_records
