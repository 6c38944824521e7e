// gateway get: one record, as the CA has it now or as it was kept.
#include "gateways/fetch.h"
#include "gateways/find.h"
#include "gateways/native.h"
#include "gateways/operations.h"
#include "gateways/view.h"

namespace pkit::gateways {

namespace {

constexpr Input kGetInputs[] = {
    input<&GetRequest::gateway>("gateway", "GATEWAY", "its name in pkit.yaml").argument().needed(),
    input<&GetRequest::id>("id", "ID", "its CARequestID, or the serial of one that is kept").argument().needed(),
    input<&GetRequest::kept>("kept", "", "what is kept of it; the CA is not asked"),
};

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

constinit const Operation kGetRecord =
    operation<GetRequest, get>({.name = "gateway get", .inputs = kGetInputs, .data = &shape::gateway_shown});

}  // namespace pkit::gateways
