// Principals and what orchestrators add: identity, versions, lists.
#include "store_test.h"

namespace pkit::store {

TEST_CASE("a principal is known by its id and by its name") {
  Fixture home;
  Principal sent = sample_principal("o-aaaa", "web-7");
  sent.name = "Web-7";
  home.write([&](Write& write) { principals::insert(write, sent); });
  for (const auto& found :
       {home.read([](Read& read) { return principals::find(read, "o-aaaa"); }),
        home.read([](Read& read) { return principals::find_by_name(read, "orchestrator", "web-7"); })}) {
    REQUIRE(found);
    CHECK(found->name == "Web-7");
    CHECK(found->state == "New");
    CHECK(found->enabled);
    CHECK(found->version == 1);
  }
  CHECK_FALSE(home.read([](Read& read) { return principals::find(read, "o-aaa"); }));
  CHECK_FALSE(home.read([](Read& read) { return principals::find_by_name(read, "account", "web-7"); }));
}

TEST_CASE("a name is taken once a kind") {
  Fixture home;
  home.write([](Write& write) { principals::insert(write, sample_principal("o-a", "web")); });
  const Error taken =
      error_from([&] { home.write([](Write& write) { principals::insert(write, sample_principal("o-b", "web")); }); });
  CHECK(taken.kind() == Kind::conflict);
  CHECK(taken.code() == "store.constraint");
  Principal account = sample_principal("a-1", "web");
  account.kind = "account";
  home.write([&](Write& write) { principals::insert(write, account); });
  const Error same_id = error_from(
      [&] { home.write([](Write& write) { principals::insert(write, sample_principal("o-a", "other")); }); });
  CHECK(same_id.kind() == Kind::conflict);
}

TEST_CASE("an update needs the version it was read with, and raises it") {
  Fixture home;
  Principal principal = sample_principal("o-a", "web");
  home.write([&](Write& write) {
    principals::insert(write, principal);
    principal.state = "Approved";
    principal.enabled = false;
    CHECK(principals::update(write, principal));
    CHECK_FALSE(principals::update(write, principal));
  });
  const auto found = home.read([](Read& read) { return principals::find(read, "o-a"); });
  REQUIRE(found);
  CHECK(found->version == 2);
  CHECK(found->state == "Approved");
  CHECK_FALSE(found->enabled);
}

TEST_CASE("ids are found by their beginning, up to a limit") {
  Fixture home;
  home.write([](Write& write) {
    for (const char* id : {"o-abca", "o-abcb", "o-abd", "o-b"}) principals::insert(write, sample_principal(id, id));
  });
  struct Prefix {
    const char* text;
    int limit;
    std::size_t found;
  };
  for (auto [text, limit, found] : {Prefix{"o-abc", 9, 2}, Prefix{"o-ab", 2, 2}, Prefix{"o-ab", 9, 3},
                                    Prefix{"o-abcb", 9, 1}, Prefix{"o-x", 9, 0}, Prefix{"%", 9, 0}, Prefix{"", 9, 4}}) {
    CAPTURE(text);
    CHECK(home.read([&](Read& read) { return principals::with_prefix(read, text, limit); }).size() == found);
  }
}

TEST_CASE("lists are by name; the limit counts those that match") {
  Fixture home;
  home.write([](Write& write) {
    for (const char* name : {"web-2", "db-1", "web-1", "web-3"}) {
      Principal principal = sample_principal(std::string("o-") + name, name);
      if (principal.name == "web-3") principal.state = "Approved";
      principals::insert(write, principal);
    }
    Principal account = sample_principal("a-1", "alice");
    account.kind = "account";
    principals::insert(write, account);
  });
  const auto listed = [&](const ListFilter& filter) {
    std::string names;
    home.database->read([&](Read& read) {
      principals::each(read, filter, [&](const Principal& principal) { names += principal.name + " "; });
    });
    return names;
  };
  const auto web = [](const std::string& name) { return name.starts_with("web"); };
  CHECK(listed({}) == "alice db-1 web-1 web-2 web-3 ");
  CHECK(listed({.kind = "orchestrator"}) == "db-1 web-1 web-2 web-3 ");
  CHECK(listed({.state = "Approved", .kind = "orchestrator"}) == "web-3 ");
  CHECK(listed({.state = "New"}) == "alice db-1 web-1 web-2 ");
  CHECK(listed({.name_matches = web}) == "web-1 web-2 web-3 ");
  CHECK(listed({.name_matches = web, .limit = 2}) == "web-1 web-2 ");
  CHECK(listed({.limit = 1}) == "alice ");
  CHECK(home.read([](Read& read) { return principals::count(read, "orchestrator", "New"); }) == 3);
}

TEST_CASE("an orchestrator's own columns come back") {
  Fixture home;
  Orchestrator sent{.principal = "o-a",
                    .agent_id = "11111111-2222-4333-8444-555555555555",
                    .capabilities = Value::list({"CertStores.PEM.Inventory", "b\"\x01"}),
                    .platform = "5",
                    .agent_version = "1.2",
                    .approved_by = "",
                    .created = 10,
                    .last_seen = 20};
  home.write([&](Write& write) {
    principals::insert(write, sample_principal("o-a", "a"));
    orchestrators::insert(write, sent);
    sent.approved_by = "handler:lab";
    sent.last_seen = 30;
    orchestrators::update(write, sent);
  });
  const auto found = home.read([](Read& read) { return orchestrators::find(read, "o-a"); });
  REQUIRE(found);
  CHECK(found->agent_id == sent.agent_id);
  CHECK(found->capabilities == sent.capabilities);
  CHECK(found->platform == "5");
  CHECK(found->agent_version == "1.2");
  CHECK(found->approved_by == "handler:lab");
  CHECK(found->created == 10);
  CHECK(found->last_seen == 30);
  home.execute("UPDATE orchestrators SET capabilities = '[1'");
  const Error error = error_from([&] { home.read([](Read& read) { return orchestrators::find(read, "o-a"); }); });
  CHECK(error.kind() == Kind::state);
  CHECK(error.code() == "store.corrupt");
}

}  // namespace pkit::store
