// Gateways and their records as users read them.
#pragma once

#include "home/session.h"
#include "setup/setup.h"
#include "store/gateways.h"

namespace pkit::gateways {

/// {gateway, CARequestID, Status, state, ProductID, subject, serial, notBefore, notAfter, RevocationDate,
/// RevocationReason, seen, gone, Certificate}; Status is the scale's word.
Value record_view(const store::GatewayRecord& record, Time now);
/// {name, adapter, enabled, products, records, faults, lastSync, lastFullSync, running}
Value gateway_view(store::Read& read, const GatewaySetup& gateway);
/// [{CARequestID, reason}]
Value faults_view(store::Read& read, const std::string& gateway, int limit);

}  // namespace pkit::gateways
