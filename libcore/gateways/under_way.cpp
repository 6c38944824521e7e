#include "gateways/under_way.h"

#include <algorithm>

#include "gateways/ask.h"
#include "gateways/status.h"

namespace pkit::gateways {

std::string enrolment_name(const std::string& product, const std::string& way) {
  std::string name;
  for (const char c : product) {
    if (c == ' ' || c == '\\') name += '\\';
    name += c;
  }
  return way.empty() ? name : name + " " + way;
}

namespace {

/// "new", "renew 4F": how an intent's order was asked for; nothing where it is of another product.
std::optional<std::string> way_of(const store::Intent& intent, const std::string& product) {
  const std::string name = enrolment_name(product, "");
  if (intent.name == name) return "new";
  if (!intent.name.starts_with(name + " ")) return std::nullopt;
  return intent.name.substr(name.size() + 1);
}

/// While an order waits no other is sent, so that the last one that was bound is its. `now` is the real clock.
bool is_under_way(const store::Intent& intent, Time now, bool waits) {
  switch (intent.state) {
    case store::IntentState::planned:
      return is_worked_on(intent, now);
    case store::IntentState::sent:
    case store::IntentState::issued:
      return true;
    case store::IntentState::bound:
      return waits;
    case store::IntentState::abandoned:
      return false;
  }
  return false;
}

/// How the order of this CSR and product was asked for that waits at the CA, or that may have been made there.
std::optional<std::string> way_under_way(store::Read& read, const Peer& peer, const EnrollRequest& request,
                                         const x509::Csr& csr, Time now, bool waits) {
  std::optional<std::string> found;
  for (const store::Intent& intent : store::intents::of_csr(read, intents_of(peer), csr.sha256)) {
    const std::optional<std::string> way = way_of(intent, request.product);
    if (way && is_under_way(intent, now, waits)) found = way;
  }
  return found;
}

}  // namespace

std::optional<store::GatewayRecord> waiting_order(store::Read& read, const EnrollRequest& request,
                                                  const x509::Csr& csr) {
  const auto orders = store::gateway_records::of_csr(read, request.gateway, to_hex(csr.sha256));
  const auto found = std::find_if(orders.begin(), orders.end(), [&](const store::GatewayRecord& order) {
    return order.product == request.product && find_status(order.status)->meaning == Meaning::waits;
  });
  return found == orders.end() ? std::nullopt : std::optional(*found);
}

std::optional<std::string> other_way(store::Read& read, const Peer& peer, const EnrollRequest& request,
                                     const x509::Csr& csr, const std::optional<store::GatewayRecord>& prior, Time now) {
  const bool waits = waiting_order(read, request, csr).has_value();
  const std::optional<std::string> way = way_under_way(read, peer, request, csr, now, waits);
  if (!way) return std::nullopt;
  const bool same = request.replaces.empty() ? way->substr(0, way->find(' ')) == request.type
                                             : *way == request.type + " " + prior->ca_request_id;
  return same ? std::nullopt : way;
}

}  // namespace pkit::gateways
