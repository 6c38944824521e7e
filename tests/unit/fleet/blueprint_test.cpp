// Blueprints and what they are made of: three stores and four jobs, field by field (A12, A13, A21, T-A6, T-A7, T-A8).
#include "fleet/blueprint.h"

#include <doctest/doctest.h>

#include "base/json.h"
#include "fleet/belongings.h"

namespace pkit {
namespace {

const char* const kStores = R"([
 {"StorePath":"/etc/pki/web.pem","CertStoreTypeName":"PEM","CertStoreType":6,"ContainerId":3,"Approved":true,
  "CreateIfMissing":true,"Properties":"{\"separatePrivateKey\":true}"},
 {"StorePath":"/etc/pki/app.jks","CertStoreTypeName":"RFJKS","Approved":false},
 {"StorePath":"/etc/pki/trust.pem","CertStoreTypeName":"pem","Properties":{"trust":true}}])";
const char* const kJobs = R"([
 {"StorePath":"/etc/pki/web.pem","JobTypeName":"PEMInventory","JobType":1,"OperationType":"Inventory",
  "KeyfactorSchedule":"I_60"},
 {"StorePath":"/etc/pki/web.pem","JobTypeName":"PEMReenrollment","Subject":"CN=web","Alias":"web",
  "PrivateKeyEntry":true,"Overwrite":true,"HasEntryPassword":false,"HasPfxPassword":false,"Thumbprint":"00ff"},
 {"StorePath":"/etc/pki/app.jks","JobTypeName":"JKSManagement","OperationType":"Add","Contents":"QUJD",
  "RequestTimestamp":"2026-11-01T00:00:00Z","KeyfactorSchedule":"D_3:00"},
 {"JobTypeName":"FetchLogs","Directories":"/etc","IgnoredDirectories":"/etc/old","SymLinks":false,
  "Compatibility":true,"FileExtensions":"pem","FileNamePatterns":"*"}])";

const catalog::StoreTypes kTypes = {{"PEM", "PEM", {"Add", "Remove", "Create", "Discovery", "Reenrollment"}, true},
                                    {"RFJKS", "JKS", {"Add"}, true},
                                    {"Safe", "SAFE", {"Add"}, false}};
const World kWorld = real_world();

store::Belongings sample() {
  config::Faults faults("f");
  store::Belongings all;
  all.stores = read_stores(parse_json(kStores, "stores"), "o-1", kTypes, kWorld, faults);
  all.jobs = read_jobs(parse_json(kJobs, "jobs"), "o-1", all.stores, kTypes, kWorld, faults);
  REQUIRE(faults.list() == std::vector<Fault>{});
  return all;
}

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> all;
  for (const Value& item : list.items()) all.push_back(item.as_text());
  return all;
}

/// The document that was given, from what was kept: nothing lost, nothing added.
Value given(const Value& view, const char* id) {
  Value back = view;
  for (const char* key : {id, "StoreId"}) back.erase(key);
  return back;
}

TEST_CASE("stores and jobs come back field by field (1b)") {
  const store::Belongings all = sample();
  const Value stores = parse_json(kStores, "stores"), jobs = parse_json(kJobs, "jobs");
  REQUIRE(all.stores.size() == 3);
  REQUIRE(all.jobs.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) CHECK(given(store_view(all.stores[i]), "Id") == stores.items()[i]);
  for (std::size_t i = 0; i < 4; ++i) CHECK(given(job_view(all.jobs[i], all.stores), "JobId") == jobs.items()[i]);
}

TEST_CASE("a blueprint copies three stores and four jobs, with ids of their own (A12, A21, T-A8)") {
  const store::Belongings source = sample();
  const store::Blueprint edge = capture("edge", "web1", source, kTypes, {}, kWorld, 5000);
  CHECK(texts(edge.capabilities) == std::vector<std::string>{"CertStores.JKS.Inventory", "CertStores.JKS.Management",
                                                             "CertStores.PEM.Inventory",
                                                             "CertStores.PEM.Reenrollment"});
  const std::vector<std::string> capabilities = texts(edge.capabilities);
  CHECK(hindrance(edge, capabilities, kTypes, {}) == "");
  const store::Belongings copy = applied(edge, "o-2", {}, kWorld);
  REQUIRE(copy.stores.size() == 3);
  REQUIRE(copy.jobs.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(copy.stores[i].id != source.stores[i].id);
    CHECK(copy.stores[i].principal == "o-2");
    CHECK(given(store_view(copy.stores[i]), "Id") == given(store_view(source.stores[i]), "Id"));
  }
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(copy.jobs[i].id != source.jobs[i].id);
    CHECK(given(job_view(copy.jobs[i], copy.stores), "JobId") ==
          given(job_view(source.jobs[i], source.stores), "JobId"));
  }
  CHECK(copy.jobs[0].store == copy.stores[0].id);
  CHECK(copy.jobs[3].store.empty());
}

TEST_CASE("what hinders a blueprint (A13, T-A7)") {
  const store::Belongings source = sample();
  const store::Blueprint edge = capture("edge", "web1", source, kTypes, {}, kWorld, 5000);
  std::vector<std::string> capabilities = texts(edge.capabilities);
  CHECK(hindrance(edge, capabilities, kTypes, source) == "there is a store at /etc/pki/web.pem already");
  CHECK(hindrance(edge, capabilities, {kTypes[0]}, {}) == "pkit.yaml has no store type RFJKS");
  catalog::StoreTypes guarded = kTypes;
  guarded[1].blueprint_allowed = false;
  CHECK(hindrance(edge, capabilities, guarded, {}) == "stores of the type RFJKS come by no blueprint");
  guarded = kTypes;
  guarded[1].operations = {"Remove"};
  CHECK(hindrance(edge, capabilities, guarded, {}) == "stores of the type RFJKS have no Add");
  capabilities.pop_back();
  CHECK(hindrance(edge, capabilities, kTypes, {}) == "it needs the capability CertStores.PEM.Reenrollment");
  const store::Blueprint asks = capture("edge", "web1", source, kTypes, {"Custom.X"}, kWorld, 5000);
  CHECK(hindrance(asks, capabilities, kTypes, {}) == "it needs the capability Custom.X");
}

TEST_CASE("a blueprint that was exported is imported as it was, with new ids") {
  const store::Blueprint edge = capture("edge", "web1", sample(), kTypes, {}, kWorld, 5000);
  const store::Blueprint back =
      read_blueprint(parse_json(to_json(blueprint_view(edge)), "f"), "f", kTypes, kWorld, 6000);
  CHECK(back.id != edge.id);
  CHECK(back.name == "edge");
  CHECK(back.capabilities == edge.capabilities);
  const store::Belongings a = applied(edge, "o", {}, kWorld), b = applied(back, "o", {}, kWorld);
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(given(job_view(a.jobs[i], a.stores), "JobId") == given(job_view(b.jobs[i], b.stores), "JobId"));
  for (const char* text : {R"({"Name":"x"})", R"({"Name":"x","stores":[{"StorePath":"/a"}]})",
                           R"({"Name":"x","stores":[],"colour":"red"})",
                           R"({"Name":"x","stores":[],"jobs":[{"JobTypeName":"a","StorePath":"/b"}]})"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(read_blueprint(parse_json(text, "f"), "f", kTypes, kWorld, 0), Error);
  }
}

TEST_CASE("a job of an imported blueprint is about a store of it or about none, never about another (A13)") {
  const std::string store = R"({"AgentBlueprintStoreId":"s","StorePath":"/a","CertStoreTypeName":"PEM"})";
  const auto codes = [&](const std::string& stores, const std::string& job) {
    const std::string text = R"({"Name":"x","stores":[)" + stores + R"(],"jobs":[{"JobTypeName":"PEMInventory",)" +
                             R"("AgentBlueprintStoreId":)" + job + "}]}";
    std::vector<std::string> found;
    try {
      read_blueprint(parse_json(text, "f"), "f", kTypes, kWorld, 0);
    } catch (const Error& error) {
      for (const Fault& fault : error.details()) found.push_back(fault.code + " " + fault.what);
    }
    return found;
  };
  CHECK(codes(store, "\"s\"") == std::vector<std::string>{});
  CHECK(codes(store, "null") == std::vector<std::string>{});
  CHECK(codes(store, "\"t\"") ==
        std::vector<std::string>{"job.store jobs[0]: no store has the AgentBlueprintStoreId t"});
  CHECK(codes(store + R"(,{"AgentBlueprintStoreId":"s","StorePath":"/b","CertStoreTypeName":"PEM"})", "\"s\"") ==
        std::vector<std::string>{"store.path stores[1]: AgentBlueprintStoreId s is there twice"});
}

TEST_CASE("faults of stores and jobs are all told") {
  struct Row {
    const char* text;
    const char* code;
  };
  for (const auto& [text, code] : {
           Row{R"([{"StorePath":"/a","CertStoreTypeName":"PME"}])", "config.unknown"},
           Row{R"([{"StorePath":"/a","CertStoreTypeName":"PEM","StorePassword":"x"}])", "config.unknown"},
           Row{R"([{"CertStoreTypeName":"PEM"}])", "config.missing"},
           Row{R"([{"StorePath":"","CertStoreTypeName":"PEM"}])", "config.bounds"},
           Row{R"([{"StorePath":"/a","CertStoreTypeName":"PEM"},{"StorePath":"/a","CertStoreTypeName":"PEM"}])",
               "store.path"},
       }) {
    CAPTURE(text);
    config::Faults faults("f");
    read_stores(parse_json(text, "f"), "o-1", kTypes, kWorld, faults);
    REQUIRE(faults.list().size() == 1);
    CHECK(faults.list()[0].code == code);
  }
  config::Faults none("f");
  const std::vector<store::CertificateStore> stores =
      read_stores(parse_json(R"([{"StorePath":"/j","CertStoreTypeName":"rfjks"}])", "f"), "o-1", kTypes, kWorld, none);
  for (const auto& [text, code] : {
           Row{R"({"JobTypeName":"x","StorePath":"/b"})", "job.store"},
           Row{R"({"JobTypeName":"x","StorePath":""})", "config.bounds"},
           Row{R"({"JobTypeName":"x","KeyfactorSchedule":"hourly"})", "job.schedule"},
           Row{R"({"OperationType":"Add"})", "config.missing"},
           Row{R"({"JobTypeName":"JKSManagement","StorePath":"/j","OperationType":"Remove"})", "job.operation"},
           Row{R"({"JobTypeName":"JKSManagement","StorePath":"/j","OperationType":"CreateAdd"})", "job.operation"},
           Row{R"({"JobTypeName":"JKSReenrollment","StorePath":"/j"})", "job.operation"},
       }) {
    CAPTURE(text);
    config::Faults faults("f");
    read_jobs(parse_json(text, "f"), "o-1", stores, kTypes, kWorld, faults);
    REQUIRE(faults.list().size() == 1);
    CHECK(faults.list()[0].code == code);
  }
}

}  // namespace
}  // namespace pkit
