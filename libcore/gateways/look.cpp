// gateway list, ping, validate and products: what there is, whether it answers, and what it offers. Nothing is changed.
#include <algorithm>

#include "gateways/native.h"
#include "gateways/operations.h"
#include "gateways/peer.h"
#include "gateways/status.h"
#include "gateways/view.h"

namespace pkit::gateways {

namespace {

constexpr Input kListInputs[] = {
    input<&ListRequest::gateway>("gateway", "GATEWAY", "its name in pkit.yaml").argument(),
    input<&ListRequest::state>("state", "STATE", "only records of that state").among(record_state_words),
};
constexpr Input kLookInputs[] = {
    input<&LookRequest::gateway>("gateway", "GATEWAY", "its name in pkit.yaml").argument().needed(),
};

constexpr int kMostFaults = 100;

constexpr Field kPingFields[] = {{.key = "ok", .type = FieldType::boolean, .required = true},
                                 {.key = "message", .type = FieldType::text}};
constexpr Shape kPing = map_of(kPingFields);

constexpr Field kInvalidFields[] = {{.key = "name", .type = FieldType::text, .required = true},
                                    {.key = "reason", .type = FieldType::text, .required = true}};
constexpr Shape kInvalid = map_of(kInvalidFields);
constexpr Shape kInvalids = list_of(kInvalid);
constexpr Field kValidationFields[] = {{.key = "missing", .type = FieldType::text_list},
                                       {.key = "invalid", .type = kInvalids}};
constexpr Shape kValidation = map_of(kValidationFields);

constexpr Field kProductFields[] = {{.key = "products", .type = FieldType::text_list, .required = true}};
constexpr Shape kProducts = map_of(kProductFields);

Outcome skipped(const Peer& peer) {
  Outcome outcome;
  outcome.data = Value::map({{"gateway", peer.name()}, {"asked", false}});
  outcome.warnings.push_back("gateway '" + peer.name() + "' is not enabled, and was not asked");
  return outcome;
}

Value records_in(store::Read& read, const ListRequest& request, bool native, Time now) {
  Value records = Value::list();
  const auto add = [&](const store::GatewayRecord& record) {
    if (request.state.empty() || request.state == state_word(state_of(record, now)))
      records.push(record_view(record, now));
    return true;
  };
  if (native)
    each_native(read, request.gateway, now, add);
  else
    store::gateway_records::each(read, request.gateway, add);
  return records;
}

std::vector<Fault> faults_of(const std::string& gateway, const Value& answer) {
  std::vector<Fault> faults;
  const std::string where = "gateways." + gateway + ".connection";
  if (answer["missing"].is_list())
    for (const Value& name : answer["missing"].items())
      faults.push_back({Kind::config, "gateway.connection", where, printable(name.as_text()) + " is missing", ""});
  if (answer["invalid"].is_list())
    for (const Value& one : answer["invalid"].items())
      faults.push_back({Kind::config, "gateway.connection", where,
                        printable(one.text_or("name")) + ": " + printable(one.text_or("reason")), ""});
  return faults;
}

std::string named(const std::vector<Fault>& faults) {
  std::vector<std::string> texts;
  for (const Fault& fault : faults) texts.push_back(fault.what);
  return join(texts, "; ");
}

}  // namespace

Outcome list(Session& session, const ListRequest& request) {
  if (request.gateway.empty() && !request.state.empty())
    throw Error(Kind::usage, "option.combination", "--state is about the records of one gateway",
                "pkit gateway list GATEWAY --state " + request.state);
  const Time now = operation_time(session, false);
  const Setup setup = load_setup(session.home, session.state);
  Outcome outcome;
  if (!request.gateway.empty()) {
    const bool native = is_native(setup, request.gateway);
    if (!native) Peer(session, setup, request.gateway);
    outcome.data.set("gateway", request.gateway);
    session.state.read([&](store::Read& read) {
      outcome.data.set("records", records_in(read, request, native, now));
      outcome.data.set("faults", faults_view(read, request.gateway, kMostFaults));
    });
    return outcome;
  }
  Value gateways = Value::list();
  session.state.read([&](store::Read& read) {
    for (const auto& [name, gateway] : setup.gateways) gateways.push(gateway_view(read, gateway));
  });
  outcome.data.set("gateways", std::move(gateways));
  return outcome;
}

Outcome ping(Session& session, const LookRequest& request) {
  const std::string& gateway = request.gateway;
  operation_time(session, false);
  const Setup setup = load_setup(session.home, session.state);
  const Peer peer(session, setup, gateway);
  if (!peer.setup().enabled) return skipped(peer);
  const Duration begun = session.world.steady();
  const Value answer = peer.look("Ping", peer.parameter({}), kPing);
  const std::string message = printable(answer.text_or("message"));
  if (!answer["ok"].as_bool())
    throw Error(Kind::config, "gateway.failed",
                "gateway '" + gateway + "' is not well" + (message.empty() ? "" : ": " + message));
  Outcome outcome;
  outcome.data = Value::map({{"gateway", gateway}, {"asked", true}, {"tookMs", session.world.steady() - begun}});
  if (!message.empty()) outcome.data.set("message", message);
  return outcome;
}

Outcome validate(Session& session, const LookRequest& request) {
  const std::string& gateway = request.gateway;
  operation_time(session, false);
  const Setup setup = load_setup(session.home, session.state);
  const Peer peer(session, setup, gateway);
  if (!peer.setup().enabled) return skipped(peer);
  const Value answer = peer.look("ValidateCAConnectionInfo", peer.parameter({}), kValidation);
  std::vector<Fault> faults = faults_of(gateway, answer);
  if (!faults.empty()) {
    const std::string what = "gateways." + gateway + ".connection: " + named(faults);
    throw Error(Kind::config, "gateway.connection", what, "mend it in pkit.yaml", std::move(faults));
  }
  Outcome outcome;
  outcome.data = Value::map({{"gateway", gateway}, {"asked", true}});
  return outcome;
}

Outcome products(Session& session, const LookRequest& request) {
  const std::string& gateway = request.gateway;
  operation_time(session, false);
  const Setup setup = load_setup(session.home, session.state);
  const Peer peer(session, setup, gateway);
  peer.require_enabled();
  const Value answer = peer.look("GetProductIds", peer.parameter({}), kProducts);
  Value products = Value::list();
  const std::vector<std::string>& ours = peer.setup().products;
  for (const Value& product : answer["products"].items()) {
    const bool may = ours.empty() || std::find(ours.begin(), ours.end(), product.as_text()) != ours.end();
    products.push(Value::map({{"ProductID", product.as_text()}, {"permitted", may}}));
  }
  Outcome outcome;
  outcome.data = Value::map({{"gateway", gateway}, {"products", std::move(products)}});
  return outcome;
}

constinit const Operation kListGateways = operation<ListRequest, list>(
    {.name = "gateway list", .asks = true, .inputs = kListInputs, .data = &shape::gateway_list});
constinit const Operation kPingGateway = operation<LookRequest, ping>(
    {.name = "gateway ping", .asks = true, .inputs = kLookInputs, .data = &shape::gateway_ping});
constinit const Operation kValidateGateway = operation<LookRequest, validate>(
    {.name = "gateway validate", .asks = true, .inputs = kLookInputs, .data = &shape::gateway_validation});
constinit const Operation kGatewayProducts = operation<LookRequest, products>(
    {.name = "gateway products", .asks = true, .inputs = kLookInputs, .data = &shape::gateway_products});

}  // namespace pkit::gateways
