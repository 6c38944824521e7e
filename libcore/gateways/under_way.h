// What another CA was asked for of one CSR and product, and has not answered for good.
#pragma once

#include <optional>
#include <string>

#include "gateways/operations.h"
#include "gateways/peer.h"
#include "store/gateways.h"
#include "x509/csr.h"

namespace pkit::gateways {

/// What an order's intent is found by: the product, and "renew 4F" where it comes in the place of another's
/// certificate. Whatever a product is called, no two orders are called the same.
std::string enrolment_name(const std::string& product, const std::string& way);

/// The order of the same, where one waits at the CA.
std::optional<store::GatewayRecord> waiting_order(store::Read& read, const EnrollRequest& request,
                                                  const x509::Csr& csr);

/// How an order of the same is under way, "new" or "renew 4F", where that is another way than is asked for now: its
/// certificate would be taken for what is asked for, or the CA would certify the key twice (T-B20). `prior` is what the
/// order is to replace; which certificate that is matters where it was said. `now` is the real clock.
std::optional<std::string> other_way(store::Read& read, const Peer& peer, const EnrollRequest& request,
                                     const x509::Csr& csr, const std::optional<store::GatewayRecord>& prior, Time now);

}  // namespace pkit::gateways
