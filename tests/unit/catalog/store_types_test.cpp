// Store types are rows of pkit.yaml (A21, document B).
#include "catalog/store_types.h"

#include <doctest/doctest.h>

#include "config/yaml.h"

namespace pkit::catalog {
namespace {

TEST_CASE("store types: rows, defaults and faults") {
  config::Faults faults("f");
  const StoreTypes types = read_store_types(
      config::parse_yaml("PEM: {}\nRFJKS: {capability: JKS, operations: [Add], blueprint_allowed: false}", "f"),
      faults);
  CHECK(faults.list() == std::vector<Fault>{});
  REQUIRE(find_store_type(types, "pem"));
  CHECK(find_store_type(types, "pem")->capability == "PEM");
  CHECK(find_store_type(types, "pem")->operations == kStoreOperations);
  CHECK(find_store_type(types, "PEM")->blueprint_allowed);
  CHECK(find_store_type(types, "rfjks")->capability == "JKS");
  CHECK_FALSE(find_store_type(types, "RFJKS")->blueprint_allowed);
  CHECK_FALSE(find_store_type(types, "DER"));
  for (const auto& [yaml, code] :
       {std::pair{"PEM: {}\npem: {}", "store_type.name"}, std::pair{"PEM: {operations: [Fly]}", "config.word"},
        std::pair{"PEM: {colour: red}", "config.unknown"},
        std::pair{"PEM: {capability: CertStores.PEM}", "store_type.capability"},
        std::pair{"PEM: {capability: two words}", "store_type.capability"}}) {
    config::Faults found("f");
    read_store_types(config::parse_yaml(yaml, "f"), found);
    REQUIRE(found.list().size() == 1);
    CHECK(found.list()[0].code == code);
  }
}

}  // namespace
}  // namespace pkit::catalog
