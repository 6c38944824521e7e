// The built-in auto-registration (A18, A19, T-A19).
#include "catalog/auto_register.h"

#include <doctest/doctest.h>

#include "config/yaml.h"

namespace pkit::catalog {
namespace {

TEST_CASE("auto: each capability needs a row that approves (A18, T-A19)") {
  struct Row {
    const char* rows;
    std::vector<std::string> capabilities, groups;
    bool approved;
  };
  for (const auto& [rows, capabilities, groups, approved] : {
           Row{"[]", {"CertStores.PEM.Inventory"}, {"a"}, false},
           Row{"[{capabilities: ['*']}]", {}, {"a"}, false},
           Row{"[{capabilities: ['*']}]", {"CertStores.PEM.Inventory"}, {}, true},
           Row{"[{capabilities: ['CertStores.PEM.*'], groups: [a, b]}]", {"CertStores.PEM.Inventory"}, {"b"}, true},
           Row{"[{capabilities: ['CertStores.PEM.*'], groups: [a, b]}]", {"CertStores.PEM.Inventory"}, {"c"}, false},
           Row{"[{capabilities: ['CertStores.PEM.*'], groups: [a]}]", {"CertStores.PEM.Inventory"}, {}, false},
           Row{"[{capabilities: ['CertStores.PEM.*'], groups: [a]}]", {"CertStores.JKS.Inventory"}, {"a"}, false},
           Row{"[{capabilities: ['CertStores.PEM.*'], groups: [a]}]",
               {"CertStores.PEM.Inventory", "Custom.X"},
               {"a"},
               false},
           Row{"[{capabilities: ['CertStores.PEM.*'], groups: [a]}, {capabilities: [Custom.X], groups: [b]}]",
               {"CertStores.PEM.Inventory", "Custom.X"},
               {"a"},
               false},
           Row{"[{capabilities: ['CertStores.PEM.*'], groups: [a]}, {capabilities: [Custom.X], groups: [b]}]",
               {"CertStores.PEM.Inventory", "Custom.X"},
               {"a", "b"},
               true},
       }) {
    CAPTURE(rows);
    CAPTURE(groups);
    config::Faults faults("f");
    const AutoRows read = read_auto_rows(config::parse_yaml(rows, "f"), faults);
    CHECK(faults.list() == std::vector<Fault>{});
    CHECK(auto_register(read, capabilities, groups).approved == approved);
  }
}

TEST_CASE("auto: a row without groups is warned of, and faults have their code") {
  config::Faults faults("f");
  read_auto_rows(config::parse_yaml("[{capabilities: [a]}]", "f"), faults);
  CHECK(faults.list() == std::vector<Fault>{});
  REQUIRE(faults.warnings().size() == 1);
  CHECK(faults.warnings()[0] == "f:1:2: registration.auto[0] has no groups: it approves whoever asks");
  for (const char* yaml : {"[{capabilities: ['['], groups: [a]}]", "[{capabilities: [], groups: [a]}]"}) {
    config::Faults found("f");
    read_auto_rows(config::parse_yaml(yaml, "f"), found);
    REQUIRE(!found.list().empty());
    CHECK(found.list()[0].code == "auto.capability");
  }
  config::Faults missing("f");
  read_auto_rows(config::parse_yaml("[{groups: [a]}]", "f"), missing);
  CHECK(missing.list().size() == 1);
}

}  // namespace
}  // namespace pkit::catalog
