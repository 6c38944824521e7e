// JSON Schema of pkit.yaml: each section's from its own table, put together.
#include "base/schema.h"

#include "adapter/kinds.h"
#include "setup/setup.h"
#include "setup/tables.h"

namespace pkit {

namespace {

using Table = const std::vector<config::Field>*;

/// What a member of a table holds that has a table of its own.
struct Nested {
  const char* key;
  enum class Holds { map, names, list } holds;  // one map, a map of names to maps, a list of maps
  Table table;
  std::vector<Nested> members = {};
};

const std::vector<Nested>& sections() {
  using Holds = Nested::Holds;
  static const std::vector<Nested> kSections = {
      {"authorities", Holds::names, &authority::kAuthorityFields},
      {"profiles", Holds::names, &policy::kProfileFields},
      {"adapters", Holds::names, &adapter::kAdapterFields, {{"http", Holds::map, &adapter::kHttpFields}}},
      {"secrets", Holds::names, &secrets::kProviderFields},
      {"chains", Holds::names, &handler::kChainFields, {{"handlers", Holds::list, &handler::kHandlerFields}}},
      {"gateways", Holds::names, &kGatewayFields},
      {"registration", Holds::map, &kRegistrationFields, {{"auto", Holds::list, &catalog::kAutoFields}}},
      {"user_sources", Holds::names, &realm::kUserSourceFields},
      {"realms", Holds::names, &realm::kRealmFields},
      {"operations",
       Holds::map,
       &kOperationsFields,
       {{"issue", Holds::map, &kOperationFields},
        {"renew", Holds::map, &kOperationFields},
        {"rotate-key", Holds::map, &kOperationFields}}},
      {"accounts", Holds::map, &kAccountsFields},
      {"alerts", Holds::list, &kAlertFields, {{"steps", Holds::list, &kAlertStepFields}}},
      {"job_types", Holds::names, &kJobTypeFields, {{"fields", Holds::names, &kJobTypeFieldFields}}},
      {"kept_keys", Holds::map, &kKeptKeysFields},
      {"metadata", Holds::map, &catalog::kMetadataFields, {{"fields", Holds::names, &catalog::kMetadataFieldFields}}},
      {"store_types", Holds::names, &catalog::kStoreTypeFields},
  };
  return kSections;
}

/// As YAML has it: an empty section is null.
Value or_null(Value schema) {
  return Value::map({{"anyOf", Value::List{std::move(schema), Value::map({{"type", "null"}})}}});
}

Value table_schema(Table table, const std::vector<Nested>& members) {
  Value schema = json_schema(map_of(*table));
  Value properties = schema["properties"];
  for (const Nested& nested : members) {
    if (!properties.find(nested.key)) continue;
    Value inner = table_schema(nested.table, nested.members);
    if (nested.holds == Nested::Holds::names)
      inner = Value::map({{"type", "object"}, {"additionalProperties", or_null(std::move(inner))}});
    if (nested.holds == Nested::Holds::list) inner = Value::map({{"type", "array"}, {"items", std::move(inner)}});
    properties.set(nested.key, or_null(std::move(inner)));
  }
  schema.set("properties", std::move(properties));
  return schema;
}

}  // namespace

Value config_schema() {
  return schema_document("pkit.yaml.schema.json", "pkit.yaml", table_schema(&kTopFields, sections()));
}

}  // namespace pkit
