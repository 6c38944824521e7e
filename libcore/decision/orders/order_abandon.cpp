// authority abandon: an order at another CA is given up, where asking again leads to nothing. No adapter is asked.
#include "ca/authorities.h"
#include "change/change.h"
#include "change/claim.h"
#include "change/reason.h"
#include "decision/intent.h"
#include "view/views.h"

namespace pkit {

namespace {

constexpr Input kAbandonOrderInputs[] = {
    input<&AbandonOrderRequest::id>("id", "ORDER", "what another CA was asked for, \"g-...\"")
        .argument()
        .needed()
        .completes(Completion::order),
    input<&AbandonOrderRequest::reason>("reason", "TEXT", "why, for the record").needed(),
};

using OrderState = store::IntentState;

store::Intent find_order(Session& session, const std::string& id) {
  std::optional<store::Intent> found;
  session.state.read([&](store::Read& read) { found = store::intents::find(read, id); });
  if (!found)
    throw Error(Kind::not_found, "gateway.unknown", "there is no order '" + printable(id) + "' at another CA",
                "those that are open: pkit status");
  return *found;
}

/// What is under way may still become a certificate; real clock, as the lease is.
void require_at_rest(const store::Intent& order, Time now) {
  if (order.state == OrderState::bound || order.state == OrderState::abandoned)
    throw Error(Kind::conflict, "gateway.ended",
                "order " + order.id + " is " + store::state_word(order.state) + " already");
  if (is_worked_on(order, now))
    throw Error(Kind::conflict, "gateway.running", "another process asks for order " + order.id, "try again later");
  if (order.state == OrderState::sent && order.sent_until > now)
    throw Error(Kind::conflict, "gateway.running",
                "order " + order.id + " may be on its way to the other CA until " + print_time(order.sent_until),
                "try again then");
}

/// What pkit never recorded, only the other CA can revoke.
void warn_of_certificate(const store::Intent& order, Outcome& outcome) {
  if (order.state == OrderState::planned) return;
  if (order.authority.starts_with("gateway:") && order.name.starts_with("revoke ")) {
    outcome.warnings.push_back("the CA of " + order.authority + " may have revoked it: pkit gateway get tells");
    return;
  }
  const std::string serial =
      order.certificate.empty() ? "" : ", serial " + x509::parse_certificate(order.certificate).serial_hex();
  const std::string what = order.certificate.empty() ? " may have made a certificate" : " made a certificate";
  outcome.warnings.push_back("the CA of authority " + order.authority + what + " for order " + order.id + serial +
                             ", which pkit does not record: have it revoked there");
}

void commit_abandonment(Session& session, const AbandonOrderRequest& request, const store::Intent& order, Time now) {
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    require_written(store::intents::update(write, order), "order " + order.id);
  };
  change.events = {{"gateway.abandoned", order.id, order_facts(order)}};
  change.request_id = request.common.request_id;
  change.request_subject = order.id;
  commit(session, change);
}

Outcome present_order(Session& session, const std::string& id) {
  Outcome outcome;
  outcome.data.set("order", order_view(find_order(session, id)));
  return outcome;
}

Outcome abandon_once(Session& session, const AbandonOrderRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  store::Intent order = find_order(session, request.id);
  require_at_rest(order, session.world.now());
  Outcome outcome;
  warn_of_certificate(order, outcome);
  if (request.common.dry_run) {
    const Value would =
        Value::map({{"exit", 0}, {"order", order.id}, {"state", store::state_word(OrderState::abandoned)}});
    outcome.data = Value::map({{"dryRun", true}, {"would", would}});
    return outcome;
  }
  order.state = OrderState::abandoned;
  order.holder.clear();
  order.reason = request.reason;
  commit_abandonment(session, request, order, now);
  outcome.data.set("order", order_view(order));
  return outcome;
}

}  // namespace

Outcome abandon_order(Session& session, const AbandonOrderRequest& request) {
  require_reason(request.reason, "authority.reason", "giving up an order");
  const Value inputs = Value::map({{"id", request.id}, {"reason", request.reason}});
  return once(
      session, request.common, "authority abandon", inputs, [&] { return abandon_once(session, request); },
      [&](const std::string& id) { return present_order(session, id); });
}

constinit const Operation kAbandonOrder = operation<AbandonOrderRequest, abandon_order>(
    {.name = "authority abandon", .inputs = kAbandonOrderInputs, .data = &shape::order_abandoned});

}  // namespace pkit
