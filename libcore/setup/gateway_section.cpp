#include "setup/gateway_section.h"

namespace pkit {

using config::FieldType;
using config::Section;

const std::vector<config::Field> kGatewayFields = {
    {.key = "adapter", .type = FieldType::text, .required = true, .help = "the adapter that reaches this CA"},
    {.key = "enabled", .type = FieldType::boolean, .otherwise = "true", .help = "false: nothing is asked of it"},
    {.key = "certificate",
     .type = FieldType::text,
     .help = "file of the CA's certificate, which must have signed what it enrols"},
    {.key = "connection", .type = FieldType::text_map, .help = "passed on to the adapter with every call"},
    {.key = "products", .type = FieldType::text_list, .help = "what may be enrolled for; else what the CA names"},
};

namespace {

/// It stands in a word with ":" and a blank behind it.
bool is_gateway_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 && name.front() != '-' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
             std::string::npos;
}

GatewaySetup read_gateway(const std::string& name, const Value& value, const adapter::Adapters& adapters,
                          const Path& home, config::Faults& faults) {
  const Section section(value, "gateways." + name, kGatewayFields, faults);
  GatewaySetup gateway;
  gateway.name = name;
  gateway.at = section.at();
  gateway.adapter = section.text("adapter");
  gateway.enabled = section.boolean("enabled", true);
  if (section.has("certificate")) gateway.certificate = (home / section.text("certificate")).lexically_normal();
  if (section.value("connection").is_map()) gateway.connection = section.value("connection");
  gateway.products = section.texts("products");
  std::vector<std::string> known;
  for (const auto& [adapter, ignored] : adapters) known.push_back(adapter);
  if (section.has("adapter") && !adapters.contains(gateway.adapter))
    faults.unknown(section.at("adapter"), "unknown adapter", gateway.adapter, known);
  return gateway;
}

}  // namespace

GatewaySetups read_gateways(const Value& section, const adapter::Adapters& adapters, const Path& home,
                            config::Faults& faults) {
  GatewaySetups gateways;
  if (section.is_null()) return gateways;
  if (!section.is_map()) {
    faults.add(section.at(), "config.type", std::string("gateways must be a map, not ") + Value::name(section.type()),
               "gateways: {NAME: {adapter: ADAPTER}}");
    return gateways;
  }
  for (const auto& [name, value] : section.members()) {
    if (!is_gateway_name(name))
      faults.add(value.key_at(), "gateway.name", "gateway name '" + printable(name) + "' is not usable",
                 "letters, digits, _ and -, at most 64");
    gateways.emplace(name, read_gateway(name, value, adapters, home, faults));
  }
  return gateways;
}

}  // namespace pkit
