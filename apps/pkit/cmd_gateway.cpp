// pkit gateway list, ping, validate, products, sync and get: other CAs, looked at.
#include "gateways/operations.h"
#include "pkit/context.h"
#include "pkit/gateway_verbs.h"
#include "pkit/render.h"

namespace pkit::app {

namespace {

Option& gateway_argument(Options& options, std::string& gateway) {
  return options.argument("GATEWAY", "its name in pkit.yaml", gateway);
}

void print_gateways(Screen& screen, const Value& gateways) {
  if (gateways.items().empty()) return screen.aside("pkit: no gateways");
  std::vector<std::vector<std::string>> table;
  for (const Value& gateway : gateways.items())
    table.push_back({gateway.text_or("name"), gateway.text_or("adapter"),
                     gateway["enabled"].as_bool() ? "" : "not enabled", text_of(gateway["records"]) + " records",
                     gateway["faults"].as_int() > 0 ? text_of(gateway["faults"]) + " faulty" : "",
                     gateway.text_or("lastSync"), gateway["unfinished"].is_map() ? "unfinished" : ""});
  print_table(screen, table);
}

void print_records(Screen& screen, const Value& data) {
  if (data["records"].items().empty()) screen.aside("pkit: no records");
  std::vector<std::vector<std::string>> table;
  for (const Value& record : data["records"].items())
    table.push_back({record.text_or("CARequestID"), record.text_or("state"), record.text_or("subject"),
                     record.text_or("notAfter"), record.text_or("ProductID"), record.text_or("RevocationReason"),
                     record["gone"].is_bool() ? "gone" : ""});
  print_table(screen, table);
  for (const Value& fault : data["faults"].items())
    screen.aside("pkit: not taken: " + fault.text_or("CARequestID") + ": " + fault.text_or("reason"));
}

using Look = Outcome (*)(pkit::Session&, const std::string& gateway);

Run bind_look(Options& options, Look look, const char* heading, std::vector<std::string> skipped) {
  auto gateway = std::make_shared<std::string>();
  gateway_argument(options, *gateway).must_be_given();
  return [=](Context& context) {
    const Outcome outcome = look(context.session(), *gateway);
    return context.output.show(outcome, [&](Screen& screen) {
      if (outcome.data["asked"].as_bool())
        print_thing(screen, "gateway " + *gateway + " " + heading, outcome.data, skipped);
    });
  };
}

void print_sync(Screen& screen, const Value& data) {
  const auto many = [&](const char* key) { return text_of(data[key]) + " " + key; };
  screen.line(data.text_or("gateway") + ": " + many("added") + ", " + many("changed") + ", " + many("unchanged") +
              ", " + many("faulty") + ", " + many("gone") + (data["resumed"].as_bool() ? "; it went on" : ""));
}

}  // namespace

Run bind_gateway_list(Options& options) {
  auto request = std::make_shared<gateways::ListRequest>();
  gateway_argument(options, request->gateway);
  options.choice("--state", "STATE", {"waiting", "failed", "valid", "expired", "revoked"}, "only records of that state",
                 request->state);
  return [request](Context& context) {
    if (request->gateway.empty() && !request->state.empty())
      throw Error(Kind::usage, "option.combination", "--state is about the records of one gateway",
                  "pkit gateway list GATEWAY --state " + request->state);
    const Outcome outcome = gateways::list(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      if (request->gateway.empty()) return print_gateways(screen, outcome.data["gateways"]);
      print_records(screen, outcome.data);
    });
  };
}

Run bind_gateway_ping(Options& options) {
  return bind_look(options, gateways::ping, "answers", {"gateway", "asked", "tookMs"});
}

Run bind_gateway_validate(Options& options) {
  return bind_look(options, gateways::validate, "can be reached", {"gateway", "asked"});
}

Run bind_gateway_products(Options& options) {
  auto gateway = std::make_shared<std::string>();
  gateway_argument(options, *gateway).must_be_given();
  return [gateway](Context& context) {
    const Outcome outcome = gateways::products(context.session(), *gateway);
    return context.output.show(outcome, [&](Screen& screen) {
      std::vector<std::vector<std::string>> table;
      for (const Value& product : outcome.data["products"].items())
        table.push_back({product.text_or("ProductID"), product["permitted"].as_bool() ? "" : "not in pkit.yaml"});
      print_table(screen, table);
    });
  };
}

Run bind_gateway_sync(Options& options) {
  auto request = std::make_shared<gateways::SyncRequest>();
  gateway_argument(options, request->gateway).must_be_given();
  options.flag("--full", "everything that it has, and not what is new alone", request->full);
  return [request](Context& context) {
    const Outcome outcome = gateways::synchronise(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) { print_sync(screen, outcome.data); });
  };
}

Run bind_gateway_get(Options& options) {
  auto request = std::make_shared<gateways::GetRequest>();
  gateway_argument(options, request->gateway).must_be_given();
  options.argument("ID", "its CARequestID, or the serial of one that is kept", request->id).must_be_given();
  options.flag("--kept", "what is kept of it; the CA is not asked", request->kept);
  return [request](Context& context) {
    const Outcome outcome = gateways::get(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      print_thing(screen, "record " + outcome.data["record"].text_or("CARequestID"), outcome.data["record"],
                  {"CARequestID", "Certificate"});
    });
  };
}

}  // namespace pkit::app
