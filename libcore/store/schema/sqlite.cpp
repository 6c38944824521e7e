#include "store/schema/sqlite.h"

#include "store/schema/accounts.h"
#include "store/schema/agents.h"
#include "store/schema/contents.h"
#include "store/schema/counts.h"
#include "store/schema/credentials.h"
#include "store/schema/early.h"
#include "store/schema/first.h"
#include "store/schema/fleet.h"
#include "store/schema/gateways.h"
#include "store/schema/jobs.h"
#include "store/schema/kept.h"
#include "store/schema/names.h"
#include "store/schema/narrow.h"
#include "store/schema/packed.h"
#include "store/schema/realms.h"
#include "store/schema/rooms.h"
#include "store/schema/ssh.h"
#include "store/schema/stores.h"

namespace pkit::store {

namespace {

constexpr SchemaStep kSteps[] = {
    {1, 1, 1, kFirst},
    {2, 1, 1, kCompatibilityAndBackups},
    {3, 1, 1, kProofs},
    {4, 1, 1, kKeptTree},
    {5, 1, 1, kRefusals},
    {6, 1, 6, kAuthorities},
    {7, 1, 7, kIntents},
    {8, 1, 8, kRenewals},
    {9, 1, 9, kReplacingAndMoved},
    {10, 1, 10, kToldRows},
    {11, 1, 11, schema::kAccounts},
    {12, 1, 12, schema::kVaults},
    {13, 1, 13, schema::kRevocations},
    {14, 1, 14, schema::kOutbox},
    {15, 1, 14, kCounters},
    {16, 1, 16, kWhoAndWhy},
    {17, 1, 17, kFleet},
    {18, 1, 18, kKept},
    {19, 1, 19, kRealms},
    {20, 1, 20, schema::kBackupContents},
    {21, 1, 21, kCertStores},
    {22, 1, 21, "", schema::name_machines_once},
    {23, 23, 23, "", schema::pack_traces},
    {24, 23, 24, kDueFiles},
    {25, 23, 24, kGateways},
    {26, 23, 26, kJobs},
    {27, 23, 27, kSshKeys},
    {28, 23, 28, kAgents},
    {29, 23, 29, kGatewayOrders},
    {30, 23, 30, kCredentialContents},
    {31, 31, 31, kNarrow, schema::narrow_ids},
};

/// Two authors may have appended a step at once.
constexpr bool versions_follow() {
  std::int64_t version = 0;
  for (const SchemaStep& step : kSteps)
    if (step.version != ++version) return false;
  return true;
}
static_assert(versions_follow());

}  // namespace

std::span<const SchemaStep> schema_steps() { return kSteps; }

}  // namespace pkit::store
