// One record of another CA, asked for by itself.
#pragma once

#include <string>

#include "gateways/peer.h"
#include "gateways/record.h"

namespace pkit::gateways {

/// GetSingleRecord of that id; nothing where the CA has no such record. Error{config "gateway.failed"} where there is
/// no answer, {config "gateway.record"} where it is none, or about another record.
std::optional<ToldRecord> fetch(const Peer& peer, const std::string& ca_request_id, Time now);

}  // namespace pkit::gateways
