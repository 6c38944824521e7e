// gateway get: one record, as the CA has it now or as it was kept.
#include "change/change.h"
#include "gateways/fetch.h"
#include "gateways/find.h"
#include "gateways/native.h"
#include "gateways/operations.h"
#include "gateways/view.h"

namespace pkit::gateways {

namespace {

void record_taken(Session& session, const store::GatewayRecord& record, Time now) {
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) { store::gateway_records::put(write, record); };
  change.events = {{"gateway.record", record.gateway + " " + record.ca_request_id,
                    Value::map({{"status", record.status}, {"certificate", !record.certificate.empty()}})}};
  commit(session, change);
}

/// What the CA says now; what it says of a certificate that was revoked cannot make it valid again.
store::GatewayRecord asked(Session& session, const Peer& peer, const std::string& id,
                           const std::optional<store::GatewayRecord>& kept, Time now) {
  std::optional<ToldRecord> told = fetch(peer, id, now);
  if (!told)
    throw Error(Kind::not_found, "gateway.record", "gateway '" + peer.name() + "' has no record " + in_quotes(id),
                "pkit gateway list " + peer.name());
  store::GatewayRecord record = std::move(*told->record);
  if (kept) {
    if (const std::string fault = contradiction(*kept, record); !fault.empty())
      throw Error(Kind::config, "gateway.record",
                  "gateway '" + peer.name() + "', record " + in_quotes(record.ca_request_id) + ": " + fault);
    record.run = kept->run;
  }
  if (compare(kept, record) != Novelty::unchanged) record_taken(session, record, now);
  return record;
}

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
    record = asked(session, peer, record ? record->ca_request_id : request.id, record, now);
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
