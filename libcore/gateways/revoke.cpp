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

constexpr Input kRevokeInputs[] = {
    input<&RevokeRequest::gateway>("gateway", "GATEWAY", "its name in pkit.yaml").argument().needed(),
    input<&RevokeRequest::id>("id", "ID", "the certificate's CARequestID or serial").argument().needed(),
    input<&RevokeRequest::reason>("reason", "REASON", "why (RFC 5280 5.3.1)")
        .needed()
        .among(x509::revocation_reason_words),
    input<&RevokeRequest::common, &Common::dry_run>("dry-run", "", "tell what would be asked, and ask nothing"),
};

using x509::kHold;

store::GatewayRecord target_of(const Session& session, const Peer& peer, const std::string& word) {
  const auto found = find_record(session, peer.name(), word);
  if (!found)
    throw Error(Kind::not_found, "gateway.record",
                "of gateway '" + peer.name() + "' no record " + in_quotes(word) + " is kept",
                "pkit gateway get " + peer.name() + " ID, or pkit gateway sync " + peer.name());
  if (found->certificate.empty())
    throw Error(Kind::conflict, "gateway.nothing", "record " + in_quotes(word) + " has no certificate yet",
                "pkit gateway get " + peer.name() + " " + printable(found->ca_request_id));
  if (find_status(found->status)->meaning == Meaning::revoked && !is_on_hold(*found))
    throw Error(Kind::conflict, "gateway.ended", "record " + in_quotes(word) + " is revoked already");
  return *found;
}

/// By which the order is known: what a hold was asked for says nothing of a revocation.
std::string order_name(const store::GatewayRecord& record, const std::string& reason) {
  return "revoke " + record.ca_request_id + " " + reason;
}

Bytes digest_of(const store::GatewayRecord& record) {
  const digest::Digest digest = digest::sha256(record.certificate);
  return {digest.begin(), digest.end()};
}

Task task_of(const Peer& peer, const store::GatewayRecord& record, const std::string& reason) {
  Task task;
  task.what = order_name(record, reason);
  task.sha256 = digest_of(record);
  task.procedure = "Revoke";
  task.parameter = peer.parameter({{"CARequestID", record.ca_request_id},
                                   {"hexSerialNumber", to_hex(record.serial)},
                                   {"reason", *x509::revocation_reason_number(reason)}});
  task.still_so = [](store::Read&) { return true; };
  return task;
}

/// Does a CA that tells no reason perhaps have it on hold alone?
bool may_be_on_hold(const Session& session, const store::GatewayRecord& kept) {
  bool asked = false;
  session.state.read([&](store::Read& read) {
    asked = store::intents::find_open(read, "gateway:" + kept.gateway, order_name(kept, kHold), digest_of(kept))
                .has_value();
  });
  return asked || is_on_hold(kept);
}

/// What is kept of it from now on: the CA's word on when and why, else what it was asked for.
store::GatewayRecord revoked(const store::GatewayRecord& told, const store::GatewayRecord& kept,
                             const std::string& reason, Time now) {
  store::GatewayRecord next = completed(kept, told);
  if (told.revocation_reason.empty()) next.revocation_reason = reason;
  if (!next.revoked_at) next.revoked_at = now;
  return next;
}

/// What else was asked for of that certificate and never answered leads to nothing any more.
void end_other_orders(store::Write& write, const store::Intent& ours) {
  for (store::Intent other : store::intents::open(write)) {
    const bool same = other.authority == ours.authority && equal(other.csr_sha256, ours.csr_sha256);
    if (!same || other.id == ours.id || !other.name.starts_with("revoke ")) continue;
    other.state = store::IntentState::abandoned;
    other.holder.clear();
    other.reason = "the certificate was revoked by " + ours.id;
    require_written(store::intents::update(write, other), other.id);
  }
}

/// What another process kept meanwhile is not undone by an older answer.
store::GatewayRecord record_revoked(Session& session, const Peer& peer, const RevokeRequest& request,
                                    const Answered& answered, const store::GatewayRecord& seen, Time now) {
  store::GatewayRecord next = revoked(*answered.told.record, seen, request.reason, now);
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    const auto kept = store::gateway_records::find(write, seen.gateway, seen.ca_request_id);
    next = revoked(*answered.told.record, kept.value_or(seen), request.reason, now);
    std::string fault = contradiction(kept.value_or(seen), next);
    if (!equal(kept.value_or(seen).certificate, seen.certificate)) fault = "it is another certificate by now";
    if (!fault.empty())
      throw Error(Kind::config, "gateway.record",
                  "gateway '" + peer.name() + "', record " + in_quotes(next.ca_request_id) + ": " + fault);
    const store::Intent ended = answered.intent.ended();
    require_written(store::intents::update(write, ended), ended.id);
    if (!is_on_hold(next)) end_other_orders(write, ended);
    store::gateway_records::put(write, next);
  };
  change.events = {{"gateway.revoked", next.gateway + " " + next.ca_request_id,
                    Value::map({{"order", answered.intent.row().id},
                                {"serial", to_hex(next.serial)},
                                {"reason", next.revocation_reason}})}};
  commit(session, change);
  return next;
}

void require_revoked(const Peer& peer, Answered& answered, const store::GatewayRecord& kept,
                     const std::string& reason) {
  const store::GatewayRecord& told = *answered.told.record;
  std::string fault;
  if (told.ca_request_id != kept.ca_request_id)
    fault = "it answers about " + in_quotes(told.ca_request_id);
  else if (!told.certificate.empty() && !equal(told.certificate, kept.certificate))
    fault = "it answers with another certificate than the one that is to be revoked";
  else if (find_status(told.status)->meaning != Meaning::revoked)
    fault = std::string("its Status is ") + find_status(told.status)->word + " and not REVOKED";
  else if (is_on_hold(told) && reason != kHold)
    fault = "it is on hold, and not revoked as " + reason;
  if (fault.empty()) return;
  if (!answered.message.empty()) fault += ": " + answered.message;
  answered.intent.let_go(fault);
  throw Error(Kind::config, "gateway.record", "gateway '" + peer.name() + "', Revoke: " + fault,
              "the same again asks what became of it, and sends nothing twice");
}

}  // namespace

Outcome revoke(Session& session, const RevokeRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
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
  const bool maybe_held = request.reason != kHold && may_be_on_hold(session, kept);
  const auto is_answer = [&](const ToldRecord& told) {
    if (find_status(told.record->status)->meaning != Meaning::revoked) return false;
    if (told.record->revocation_reason.empty()) return !maybe_held;
    return request.reason == kHold || !is_on_hold(*told.record);
  };
  Answered answered = ask(session, peer, task_of(peer, kept, request.reason), now, is_answer);
  require_revoked(peer, answered, kept, request.reason);
  const store::GatewayRecord record = record_revoked(session, peer, request, answered, kept, now);
  if (record.revocation_reason != request.reason)
    outcome.warnings.push_back("the CA has revoked it as " + record.revocation_reason + ", and not as " +
                               request.reason);
  outcome.data.set("record", record_view(record, now));
  if (!answered.message.empty()) outcome.data.set("message", answered.message);
  return outcome;
}

constinit const Operation kRevokeRecord = operation<RevokeRequest, revoke>(
    {.name = "gateway revoke", .inputs = kRevokeInputs, .data = &shape::gateway_enrolled});

}  // namespace pkit::gateways
