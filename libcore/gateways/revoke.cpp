// gateway revoke: another CA ends one of its certificates, for a reason of RFC 5280 5.3.1.
#include "change/change.h"
#include "digest/digest.h"
#include "gateways/ask.h"
#include "gateways/find.h"
#include "gateways/operations.h"
#include "gateways/status.h"
#include "gateways/view.h"
#include "x509/revocation_reason.h"

namespace pkit::gateways {

namespace {

store::GatewayRecord target_of(const Session& session, const Peer& peer, const std::string& word) {
  const auto found = find_record(session, peer.name(), word);
  if (!found)
    throw Error(Kind::not_found, "gateway.record",
                "of gateway '" + peer.name() + "' no record " + in_quotes(word) + " is kept",
                "pkit gateway get " + peer.name() + " ID, or pkit gateway sync " + peer.name());
  if (found->certificate.empty())
    throw Error(Kind::conflict, "gateway.nothing", "record " + in_quotes(word) + " has no certificate yet",
                "pkit gateway get " + peer.name() + " " + printable(found->ca_request_id));
  if (find_status(found->status)->meaning == Meaning::revoked && found->revocation_reason != "certificateHold")
    throw Error(Kind::conflict, "gateway.ended", "record " + in_quotes(word) + " is revoked already");
  return *found;
}

Task task_of(const Peer& peer, const store::GatewayRecord& record, int reason) {
  const digest::Digest digest = digest::sha256(record.certificate);
  Task task;
  task.what = "revoke " + record.ca_request_id;
  task.sha256 = {digest.begin(), digest.end()};
  task.procedure = "Revoke";
  task.parameter = peer.parameter(
      {{"CARequestID", record.ca_request_id}, {"hexSerialNumber", to_hex(record.serial)}, {"reason", reason}});
  task.still_so = [](store::Read&) { return true; };
  return task;
}

/// What is kept of it from now on: the CA's word on when and why, else what it was asked for.
store::GatewayRecord revoked(store::GatewayRecord told, const store::GatewayRecord& kept, const std::string& reason,
                             Time now) {
  if (!told.revoked_at) told.revoked_at = now;
  if (told.revocation_reason.empty()) told.revocation_reason = reason;
  if (told.product.empty()) told.product = kept.product;
  if (told.certificate.empty()) {
    store::GatewayRecord whole = kept;
    whole.status = told.status;
    whole.revoked_at = told.revoked_at;
    whole.revocation_reason = told.revocation_reason;
    whole.seen = now;
    return whole;
  }
  told.run = kept.run;
  return told;
}

void record_revoked(Session& session, const RevokeRequest& request, const Answered& answered,
                    const store::GatewayRecord& record, Time now) {
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    require_written(store::intents::update(write, answered.intent.ended()), answered.intent.row().id);
    store::gateway_records::put(write, record);
  };
  change.events = {
      {"gateway.revoked", record.gateway + " " + record.ca_request_id,
       Value::map(
           {{"order", answered.intent.row().id}, {"serial", to_hex(record.serial)}, {"reason", request.reason}})}};
  commit(session, change);
}

void require_revoked(const Peer& peer, Answered& answered, const store::GatewayRecord& kept) {
  const store::GatewayRecord& told = *answered.told.record;
  std::string fault;
  if (told.ca_request_id != kept.ca_request_id)
    fault = "it answers about " + in_quotes(told.ca_request_id);
  else if (find_status(told.status)->meaning != Meaning::revoked)
    fault = std::string("its Status is ") + find_status(told.status)->word + " and not REVOKED";
  if (fault.empty()) return;
  if (!answered.message.empty()) fault += ": " + answered.message;
  answered.intent.let_go(fault);
  throw Error(Kind::config, "gateway.record", "gateway '" + peer.name() + "', Revoke: " + fault,
              "the same again asks what became of it, and sends nothing twice");
}

}  // namespace

Outcome revoke(Session& session, const RevokeRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const std::optional<int> reason = x509::revocation_reason_number(request.reason);
  const Setup setup = load_setup(session.home, session.state);
  const Peer peer(session, setup, request.gateway);
  peer.require_enabled();
  const store::GatewayRecord kept = target_of(session, peer, request.id);
  Outcome outcome;
  if (request.common.dry_run) {
    outcome.data = Value::map(
        {{"dryRun", true}, {"would", Value::map({{"CARequestID", kept.ca_request_id}, {"reason", request.reason}})}});
    return outcome;
  }
  Task task = task_of(peer, kept, *reason);
  const auto is_answer = [](const ToldRecord& told) {
    return find_status(told.record->status)->meaning == Meaning::revoked;
  };
  Answered answered = ask(session, peer, task, now, is_answer);
  require_revoked(peer, answered, kept);
  const store::GatewayRecord record = revoked(*answered.told.record, kept, request.reason, now);
  record_revoked(session, request, answered, record, now);
  outcome.data.set("record", record_view(record, now));
  if (!answered.message.empty()) outcome.data.set("message", answered.message);
  return outcome;
}

}  // namespace pkit::gateways
