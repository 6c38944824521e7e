#include "gateways/fetch.h"

#include "change/change.h"
#include "gateways/judge.h"
#include "gateways/status.h"

namespace pkit::gateways {

namespace {

Error unfit(const Peer& peer, const std::string& ca_request_id, const std::string& fault) {
  return Error(Kind::config, "gateway.record",
               "gateway '" + peer.name() + "', record " + in_quotes(ca_request_id) + ": " + fault);
}

std::optional<store::GatewayRecord> kept_of(store::Read& read, const store::GatewayRecord& record) {
  return store::gateway_records::find(read, record.gateway, record.ca_request_id);
}

}  // namespace

std::optional<ToldRecord> fetch(const ReadSession& session, const Peer& peer, const std::string& ca_request_id,
                                Time now) {
  const Value answer = peer.look("GetSingleRecord", peer.parameter({{"CARequestID", ca_request_id}}), kAnswerShape);
  if (answer["found"].is_bool() && !answer["found"].as_bool()) return std::nullopt;
  ToldRecord told = read_record(peer.name(), answer, now);
  if (told.fault.empty() && told.record->ca_request_id != ca_request_id)
    told.fault = "it is about " + in_quotes(told.record->ca_request_id);
  if (told.fault.empty() && told.lacks_certificate) {
    session.state.read([&](store::Read& read) { told.record = completed(kept_of(read, *told.record), *told.record); });
    if (told.record->certificate.empty()) told.fault = "it has no certificate, although its Status says so";
  }
  if (!told.fault.empty()) throw unfit(peer, ca_request_id, told.fault);
  return told;
}

std::optional<store::GatewayRecord> take(Session& session, const Peer& peer, const std::string& ca_request_id, Time now,
                                         const std::string& request_id) {
  const std::optional<ToldRecord> told = fetch(session, peer, ca_request_id, now);
  if (!told) return std::nullopt;
  const Judge judge(peer);
  store::GatewayRecord next;
  const auto follow = [&](store::Read& read) {
    const auto kept = kept_of(read, *told->record);
    next = completed(kept, *told->record);
    if (const std::string fault = judge.fault_of(kept, next, told->certificate); !fault.empty())
      throw unfit(peer, ca_request_id, fault);
    return compare(kept, next);
  };
  Novelty novelty = Novelty::unchanged;
  session.state.read([&](store::Read& read) { novelty = follow(read); });
  const bool binds = !request_id.empty() && find_status(next.status)->meaning != Meaning::failed;
  if (novelty == Novelty::unchanged && !binds) return next;
  Change change;
  begin_change(change, session, now);
  if (binds) {
    change.request_id = request_id;
    change.request_subject = next.gateway + " " + next.ca_request_id;
  }
  change.rows = [&](store::Write& write) {
    follow(write);
    store::gateway_records::put(write, next);
  };
  change.events = {{"gateway.record", next.gateway + " " + next.ca_request_id,
                    Value::map({{"status", next.status}, {"certificate", !next.certificate.empty()}})}};
  commit(session, change);
  return next;
}

}  // namespace pkit::gateways
