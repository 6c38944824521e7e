// pkit gateway list, ping, validate, products, sync and get: other CAs, looked at.
#include "gateways/operations.h"
#include "pkit/gateway_verbs.h"
#include "pkit/local_command.h"

namespace pkit::app {

namespace {

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

void print_gateway_list(Screen& screen, const Outcome& outcome) {
  const Value& gateways = outcome.data["gateways"];
  gateways.is_list() ? print_gateways(screen, gateways) : print_records(screen, outcome.data);
}

/// Nothing of one that was not asked: a warning has told.
void print_answer(Screen& screen, const Outcome& outcome, const char* heading,
                  const std::vector<std::string>& skipped) {
  if (outcome.data["asked"].as_bool())
    print_thing(screen, "gateway " + outcome.data.text_or("gateway") + " " + heading, outcome.data, skipped);
}

void print_ping(Screen& screen, const Outcome& outcome) {
  print_answer(screen, outcome, "answers", {"gateway", "asked", "tookMs"});
}

void print_validation(Screen& screen, const Outcome& outcome) {
  print_answer(screen, outcome, "can be reached", {"gateway", "asked"});
}

void print_products(Screen& screen, const Outcome& outcome) {
  std::vector<std::vector<std::string>> table;
  for (const Value& product : outcome.data["products"].items())
    table.push_back({product.text_or("ProductID"), product["permitted"].as_bool() ? "" : "not in pkit.yaml"});
  print_table(screen, table);
}

void print_sync(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  const auto many = [&](const char* key) { return text_of(data[key]) + " " + key; };
  screen.line(data.text_or("gateway") + ": " + many("added") + ", " + many("changed") + ", " + many("unchanged") +
              ", " + many("faulty") + ", " + many("gone") + (data["resumed"].as_bool() ? "; it went on" : ""));
}

void print_record(Screen& screen, const Outcome& outcome) {
  const Value& record = outcome.data["record"];
  print_thing(screen, "record " + record.text_or("CARequestID"), record, {"CARequestID", "Certificate"});
}

}  // namespace

Run bind_gateway_list(Options& options) { return bind_local<gateways::kListGateways, print_gateway_list>(options); }
Run bind_gateway_ping(Options& options) { return bind_local<gateways::kPingGateway, print_ping>(options); }
Run bind_gateway_validate(Options& options) {
  return bind_local<gateways::kValidateGateway, print_validation>(options);
}
Run bind_gateway_products(Options& options) { return bind_local<gateways::kGatewayProducts, print_products>(options); }
Run bind_gateway_sync(Options& options) { return bind_local<gateways::kSyncGateway, print_sync>(options); }
Run bind_gateway_get(Options& options) { return bind_local<gateways::kGetRecord, print_record>(options); }

}  // namespace pkit::app
