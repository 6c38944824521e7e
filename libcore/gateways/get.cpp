// gateway get: one record, as the CA has it now or as it was kept.
#include "gateways/fetch.h"
#include "gateways/find.h"
#include "gateways/native.h"
#include "gateways/operations.h"
#include "gateways/view.h"

namespace pkit::gateways {

namespace {

Outcome present_native(Session& session, const GetRequest& request, Time now) {
  std::optional<store::GatewayRecord> record;
  session.state.read([&](store::Read& read) { record = find_native(read, request.gateway, request.id); });
  if (!record)
    throw Error(Kind::not_found, "gateway.record",
                "authority '" + request.gateway + "' has signed no certificate " + in_quotes(request.id),
                "pkit gateway list " + request.gateway);
  Outcome outcome;
  outcome.data.set("record", record_view(*record, now));
  outcome.certificate = record->certificate;
  return outcome;
}

}  // namespace

Outcome get(Session& session, const GetRequest& request) {
  const Time now = operation_time(session, !request.kept);
  const Setup setup = load_setup(session.home, session.state);
  if (is_native(setup, request.gateway)) return present_native(session, request, now);
  const Peer peer(session, setup, request.gateway);
  std::optional<store::GatewayRecord> record = find_record(session, peer.name(), request.id);
  if (!request.kept) {
    peer.require_enabled();
    const std::string id = record ? record->ca_request_id : request.id;
    record = take(session, peer, id, now);
    if (!record)
      throw Error(Kind::not_found, "gateway.record", "gateway '" + peer.name() + "' has no record " + in_quotes(id),
                  "pkit gateway list " + peer.name());
  }
  if (!record)
    throw Error(Kind::not_found, "gateway.record",
                "of gateway '" + peer.name() + "' no record " + in_quotes(request.id) + " is kept",
                "pkit gateway sync " + peer.name());
  Outcome outcome;
  outcome.data.set("record", record_view(*record, now));
  outcome.certificate = record->certificate;
  return outcome;
}

}  // namespace pkit::gateways
