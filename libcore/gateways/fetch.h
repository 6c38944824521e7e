// One record of another CA, asked for by itself.
#pragma once

#include <string>

#include "gateways/peer.h"
#include "gateways/record.h"

namespace pkit::gateways {

/// GetSingleRecord of that id; nothing where the CA has no such record. What it leaves out is completed from the state.
/// Error{config "gateway.failed"} where there is no answer, {config "gateway.record"} where it is none, or about
/// another record.
std::optional<ToldRecord> fetch(const ReadSession& session, const Peer& peer, const std::string& ca_request_id,
                                Time now);

/// The same, and kept: what it is now. What another process kept meanwhile is not undone by an older answer. A request
/// id answers with the record from then on, unless the CA refused it: then the same id may order anew. Error{config
/// "gateway.record"} too where it cannot follow what is kept (T-B18).
std::optional<store::GatewayRecord> take(Session& session, const Peer& peer, const std::string& ca_request_id, Time now,
                                         const std::string& request_id = {});

}  // namespace pkit::gateways
