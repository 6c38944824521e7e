// A blueprint is applied as it is when it is applied (A21): who changes it meanwhile is noticed, and who is named twice
// is one.
#include <doctest/doctest.h>

#include "../decision/small_home.h"
#include "base/error.h"
#include "base/json.h"
#include "fleet/operations.h"
#include "fleet/own_operations.h"
#include "store/belongings.h"
#include "store/principals.h"

using namespace pkit;
using namespace pkit::test;

namespace {

void let_in(SmallHome& home, const std::string& name) {
  RegisterRequest request;
  request.client_machine = name;
  request.capabilities = {"CertStores.PEM.Inventory"};
  request.parameters = {{"say", "allow"}};
  REQUIRE(register_orchestrator(*home.session, request).exit() == 0);
}

BlueprintRequest edge(std::vector<std::string> who) {
  BlueprintRequest request;
  request.name = "edge";
  request.who = std::move(who);
  return request;
}

std::size_t stores_of(SmallHome& home, const std::string& name) {
  std::size_t count = 0;
  home.session->state.read([&](store::Read& read) {
    const auto principal = store::principals::find_by_name(read, "orchestrator", name);
    REQUIRE(principal);
    count = store::belongings::of(read, principal->id).stores.size();
  });
  return count;
}

/// a has one store, and "edge" is what it has; b has none.
void make_edge(SmallHome& home) {
  home.put("pkit.yaml", std::string(kSmallConfig) + "store_types: { PEM: {} }\n");
  let_in(home, "a");
  let_in(home, "b");
  BelongingsRequest stores;
  stores.who = "a";
  stores.set = R"([{"StorePath":"/etc/web.pem","CertStoreTypeName":"PEM"}])";
  stores.set_name = "stores";
  orchestrator_stores(*home.session, stores);
  BlueprintRequest capture = edge({});
  capture.from = "a";
  capture_blueprint(*home.session, capture);
}

}  // namespace

TEST_CASE("a blueprint that is changed or gone as it is applied is not applied as it was") {
  SmallHome home;
  make_edge(home);
  auto& engine = home.through<store::test::Meanwhile>();
  const std::function<void(store::Write&)> changes[] = {
      [](store::Write& write) {
        auto blueprint = store::blueprints::find(write, "edge");
        blueprint->content.set("stores", Value::list());
        REQUIRE(store::blueprints::update(write, *blueprint));
      },
      [](store::Write& write) { store::blueprints::remove(write, store::blueprints::find(write, "edge")->id); }};
  for (const auto& change : changes) {
    engine.before_next(change);
    std::string code;
    try {
      apply_blueprint(*home.session, edge({"b"}));
    } catch (const Error& error) {
      code = error.code();
    }
    CHECK(code == "state.changed");
    CHECK(stores_of(home, "b") == 0);
  }
}

TEST_CASE("who is named twice is given it once") {
  SmallHome home;
  make_edge(home);
  const Outcome outcome = apply_blueprint(*home.session, edge({"b", "B", "b"}));
  CHECK(to_json(outcome.data["applied"]) == R"(["b"])");
  CHECK(stores_of(home, "b") == 1);
}
