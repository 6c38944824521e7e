// What document A ties to orchestrators and certificates: ClientIDs, stores and jobs, blueprints, metadata.
#include "store/belongings.h"

#include "store/metadata.h"
#include "store_test.h"

namespace pkit::store {
namespace {

OrchestratorTies tied(const std::string& principal, const std::string& client_id) {
  OrchestratorTies ties;
  ties.principal = principal;
  ties.client_id = client_id;
  return ties;
}

void add(Write& write, const std::string& id, const std::string& client_id = {}) {
  principals::insert(write, {.id = id, .kind = "orchestrator", .name = id, .name_key = id, .state = "New"});
  Orchestrator orchestrator;
  orchestrator.principal = id;
  orchestrator.agent_id = "agent-" + id;
  orchestrator.created = 1;
  orchestrators::insert(write, orchestrator);
  if (!client_id.empty()) ties::put(write, tied(id, client_id));
}

TEST_CASE("a ClientID belongs to one orchestrator, in any case (A14, T-A13)") {
  Fixture f;
  f.database->write([](Write& write) {
    add(write, "o-1", "X-1");
    add(write, "o-2");
    add(write, "o-3");
  });
  const OrchestratorTies same = tied("o-2", "x-1");
  CHECK_THROWS_AS(f.database->write([&](Write& write) { ties::put(write, same); }), Error);
  f.database->read([](Read& read) {
    CHECK(ties::holder(read, "x-1") == "o-1");
    CHECK(find_called(read, "x-1")->id == "o-1");
    CHECK(find_called(read, "o-1")->id == "o-1");
    CHECK(ties::find(read, "o-1").client_id == "X-1");
    CHECK(ties::holder(read, "") == "");
    CHECK(ties::find(read, "o-2").client_id.empty());
  });
}

TEST_CASE("stores and jobs are kept in their order and replaced as a whole (T-A24)") {
  Fixture f;
  const Belongings two{{{"s-2", "o-1", "/b", Value::map({{"CertStoreTypeName", "PEM"}})}, {"s-1", "o-1", "/a"}},
                       {{"j-1", "o-1", "s-1", Value::map({{"JobType", "Inventory"}})}, {"j-2", "o-1", ""}}};
  f.database->write([&](Write& write) {
    add(write, "o-1");
    belongings::replace(write, "o-1", two);
  });
  f.database->read([](Read& read) {
    const Belongings read_back = belongings::of(read, "o-1");
    REQUIRE(read_back.stores.size() == 2);
    CHECK(read_back.stores[0].path == "/b");
    CHECK(read_back.stores[0].content.text_or("CertStoreTypeName") == "PEM");
    REQUIRE(read_back.jobs.size() == 2);
    CHECK(read_back.jobs[0].store == "s-1");
    CHECK(read_back.jobs[1].store.empty());
  });
  f.database->write([](Write& write) {
    belongings::replace(write, "o-1", {});
    CHECK(forget(write, *principals::find(write, "o-1")));
  });
  f.database->read([](Read& read) {
    CHECK(belongings::of(read, "o-1").stores.empty());
    CHECK_FALSE(principals::find_by_name(read, "orchestrator", "o-1"));
    CHECK(principals::find(read, "o-1")->state == "deleted");
  });
}

TEST_CASE("blueprints are found in any case, and a name is there once (X29, A21)") {
  Fixture f;
  Blueprint edge{.id = "b-1", .name = "Edge", .source = "web1", .modified = 5};
  f.database->write([&](Write& write) {
    CHECK(blueprints::insert(write, edge));
    Blueprint other = edge;
    other.id = "b-2";
    other.name = "EDGE";
    CHECK_FALSE(blueprints::insert(write, other));
    edge.source = "web2";
    CHECK(blueprints::update(write, edge));
    CHECK_FALSE(blueprints::update(write, edge));
  });
  f.database->read([](Read& read) {
    CHECK(blueprints::find(read, "eDGE")->source == "web2");
    CHECK(blueprints::find(read, "edge")->version == 2);
    CHECK(blueprints::all(read).size() == 1);
  });
  f.database->write([](Write& write) {
    CHECK(blueprints::remove(write, "b-1"));
    CHECK_FALSE(blueprints::remove(write, "b-1"));
  });
}

}  // namespace
}  // namespace pkit::store
