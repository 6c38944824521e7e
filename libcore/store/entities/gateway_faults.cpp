// What another CA told that is no record.
#include "store/entities/columns.h"
#include "store/gateways.h"

namespace pkit::store::gateway_faults {

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

}  // namespace pkit::store::gateway_faults
