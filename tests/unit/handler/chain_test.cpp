// Chains as they run: rules and real adapters, against the rules of document A.
#include <doctest/doctest.h>

#include "../adapter/scripts.h"
#include "config/yaml.h"
#include "handler/chain.h"

using namespace pkit;
using adapter::Scripts;
using handler::Decision;
using handler::Result;

namespace {

const char* const kRegistration = R"(
operation: register
approving: false
claimed: {ClientMachine: OLD-7, ClientParameters: {owner: ops}}
verified: {caller: "uid:1000"}
csr: {cn: Web-1, dns: [Old-9.example], sans: [{type: dns, value: Old-9.example}]}
)";

/// A home whose adapters are shell scripts; each appends its name to `calls` when it runs.
struct Home {
  Scripts scripts;
  adapter::Adapters adapters;

  void add(const std::string& name, const std::string& body, bool dry_run = false) {
    adapter::Adapter& one = adapters[name];
    one.name = name;
    one.program = scripts.script(name, "echo " + name + " >> calls\n" + body);
    one.limits.time = 5000;
    one.dry_run = dry_run;
  }
  void answer(const std::string& name, const std::string& json) { add(name, "cat > /dev/null\necho '" + json + "'"); }

  std::string calls() const {
    const Path file = scripts.directory() / "calls";
    return std::filesystem::exists(file) ? read_file(file, 1000) : "";
  }

  Decision run(const std::string& handlers, const std::string& operation = "register", bool dry_run = false) const {
    const Value section = config::parse_yaml("c: {profiles: [agent], handlers: [" + handlers + "]}", "f");
    config::Faults faults("f");
    const handler::Chains chains = handler::read_chains(section, adapters, faults);
    CHECK(faults.list() == std::vector<Fault>{});
    const Value parameter = config::parse_yaml(kRegistration, "f");
    const World world = real_world();
    return handler::run_chain({&chains.at("c"), operation, &parameter, "r1", dry_run}, adapters,
                              adapter::ask_programs(scripts.directory(), world), world);
  }
};

}  // namespace

const adapter::Ask nobody;

TEST_CASE("chain: none, or without handlers, defers (A-edge-1)") {
  const Home home;
  const World world = real_world();
  const Decision none = handler::run_chain({}, home.adapters, nobody, world);
  CHECK(none.result == Result::defer);
  CHECK(none.by.empty());
  CHECK(none.steps.empty());
  CHECK(home.run("").result == Result::defer);
}

TEST_CASE("chain: in order until one says Allow or Deny (A5 to A9, T-A1, T-A2, T-A5)") {
  Home home;
  home.answer("allow", R"({"result":"Allow","message":"fine"})");
  home.answer("deny", R"({"result":"Deny","message":"no"})");
  home.answer("defer", R"({"result":"Defer"})");
  const std::string allow = "{name: a, call: allow.go}", deny = "{name: d, call: deny.go}",
                    defer = "{name: n, call: defer.go}";

  SUBCASE("Defer, Allow, Deny: the third is not called") {
    const Decision decision = home.run(defer + "," + allow + "," + deny);
    CHECK(decision.result == Result::allow);
    CHECK(decision.by == "handler:a");
    CHECK(decision.message == "fine");
    CHECK(home.calls() == "defer\nallow\n");
    REQUIRE(decision.steps.size() == 2);
    CHECK(decision.steps[0].name == "n");
    CHECK(decision.steps[0].result == Result::defer);
    CHECK(decision.steps[0].called);
    CHECK(decision.steps[1].answer == "{\"result\":\"Allow\",\"message\":\"fine\"}\n");
  }
  SUBCASE("Defer, Deny, Allow: denied, the third is not called") {
    const Decision decision = home.run(defer + "," + deny + "," + allow);
    CHECK(decision.result == Result::deny);
    CHECK(decision.by == "handler:d");
    CHECK(decision.message == "no");
    CHECK(home.calls() == "defer\ndeny\n");
  }
  SUBCASE("another order is another order of calls") {
    CHECK(home.run(allow + "," + defer).result == Result::allow);
    CHECK(home.calls() == "allow\n");
  }
  SUBCASE("all defer") {
    const Decision decision = home.run(defer);
    CHECK(decision.result == Result::defer);
    CHECK(decision.by.empty());
  }
}

TEST_CASE("chain: outputs of Deny and Defer are ignored (A10, T-A3, T-A4)") {
  Home home;
  const std::string outputs = R"("blueprintName":"edge","ClientID":"x","metadata":{"O":"a"},"profile":"agent",)"
                              R"("ClientParameters":{"site":"lab"},"names":{"dns":["a.example"]}})";
  home.answer("deny", R"({"result":"Deny",)" + outputs);
  home.answer("defer", R"({"result":"Defer",)" + outputs);
  home.answer("allow", R"({"result":"Allow"})");
  for (const char* handlers : {"{name: d, call: deny.go}", "{name: n, call: defer.go}, {name: a, call: allow.go}"}) {
    const Decision decision = home.run(handlers);
    CHECK(decision.result == (decision.by == "handler:d" ? Result::deny : Result::allow));
    CHECK_FALSE(decision.outputs.profile);
    CHECK_FALSE(decision.outputs.client_parameters);
    CHECK(decision.outputs.names == Value::map());
  }
}

TEST_CASE("chain: a failure is never an allow; on_error says what it is (A-edge-6, T-A21)") {
  const struct {
    std::string body;
    const char* reason;
  } rows[] = {
      {"exit 1", "exit status 1"},
      {"kill -9 $$", "killed by signal 9"},
      {"echo Allow", "answer is not JSON"},
      {R"(echo '{"result":"Allow"')", "answer is not JSON"},
      {R"(echo '{"result":"Deny","result":"Allow"}')", "answer is not JSON"},
      {R"(echo '{"result":"allow"}')", "result is \"allow\""},
      {R"(echo '{"result":"Allow","profil":"agent"}')", "unknown key \"profil\""},
      {R"(echo '{"result":"Allow","profile":"server"}')", "profile \"server\" is not among the chain's profiles"},
      {R"(echo '{"result":"Allow","ClientID":7}')", "ClientID is integer, not a text"},
      {R"(echo '{"result":"Allow"}'; exit 2)", "exit status 2"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.body);
    Home home;
    home.add("bad", row.body);
    const std::string call = "{name: bad, call: bad.go, on_error: ", next = "}, {name: after, deny: after}";
    const Decision stopped = home.run(call + "stop" + next);
    CHECK(stopped.result == Result::failed);
    CHECK(stopped.by == "handler:bad");
    CHECK(stopped.message.starts_with("handler '"));
    REQUIRE(stopped.steps.size() == 1);
    CHECK(stopped.steps[0].result == Result::failed);
    CHECK(stopped.steps[0].reason.find(row.reason) != std::string::npos);
    CHECK_FALSE(stopped.outputs.profile);

    const Decision denied = home.run(call + "deny" + next);
    CHECK(denied.result == Result::deny);
    CHECK(denied.by == "handler:bad");

    const Decision deferred = home.run(call + "defer" + next);
    CHECK(deferred.by == "handler:after");
    REQUIRE(deferred.steps.size() == 2);
    CHECK(deferred.steps[0].result == Result::failed);
  }
}

TEST_CASE("chain: a handler that hangs costs its time limit") {
  Home home;
  home.add("slow", "sleep 60");
  home.adapters["slow"].limits.time = 200;
  const Decision decision = home.run("{name: s, call: slow.go}");
  CHECK(decision.result == Result::failed);
  CHECK(decision.steps[0].reason.find("timed out") != std::string::npos);
  CHECK(decision.steps[0].took >= 200);
  CHECK(decision.steps[0].took < 5000);
}

TEST_CASE("chain: metadata that cannot be filled in is dropped and told, and refuses nothing") {
  const Home home;
  const Decision decision = home.run(
      "{name: r, unverified: true, allow: {blueprintName: edge, ClientID: 'x-{claimed.ClientMachine}', metadata: "
      "{Owner:"
      " '{claimed.ClientParameters.owner}', Site: '{claimed.ClientParameters.site}', Seats: 7}}}");
  CHECK(decision.result == Result::allow);
  CHECK(decision.outputs.metadata == Value::map({{"Owner", "ops"}, {"Seats", 7}}));
  CHECK(decision.outputs.dropped.items().size() == 1);
  CHECK(decision.outputs.dropped.items()[0].text_or("field") == "Site");
  CHECK(decision.outputs.blueprint == "edge");
  CHECK(decision.outputs.client_id == "x-OLD-7");
}

TEST_CASE("chain: an adapter gets the parameter and its outputs come back") {
  Home home;
  home.add("echo", R"(grep -q '"procedure":"look".*"ClientMachine":"OLD-7".*"requestId":"r1"' || exit 9
echo note >&2
echo '{"result":"Allow","profile":"agent","names":{"dns":["a.example"]},"ClientParameters":{"site":"lab"}}')");
  const Decision decision = home.run("{name: e, call: echo.look}");
  CHECK(decision.result == Result::allow);
  CHECK(decision.outputs.profile == "agent");
  CHECK(decision.outputs.names == Value::map({{"dns", Value::list({"a.example"})}}));
  CHECK(decision.outputs.client_parameters == Value::map({{"site", "lab"}}));
  CHECK(decision.steps[0].errors.find("note") != std::string::npos);
}

TEST_CASE("chain: rules") {
  const Home home;
  const struct {
    std::string handlers;
    Result result;
    const char* by;
    const char* message;
  } rows[] = {
      {"{name: r, deny: gone, when: {claimed.ClientMachine: old-*}}", Result::deny, "handler:r", "gone"},
      {"{name: r, deny: gone, when: {csr.dns: OLD-*}}", Result::deny, "handler:r", "gone"},
      {"{name: r, deny: gone, when: {csr.sans: \"dns:old-*\"}}", Result::deny, "handler:r", "gone"},
      {"{name: r, deny: gone, when: {csr.cn: old-*}}", Result::defer, "", ""},
      {"{name: r, deny: gone, on: renew}", Result::defer, "", ""},
      {"{name: r, deny: gone, on: [renew, register]}", Result::deny, "handler:r", "gone"},
      {"{name: r, allow: {message: hello}, when: {verified.caller: \"uid:1000\"}}", Result::allow, "handler:r",
       "hello"},
      {"{name: r, allow: {}, when: {verified.caller: \"uid:1\"}}", Result::defer, "", ""},
      {"{name: r, allow: {profile: \"{claimed.profile}\"}, unverified: true}", Result::failed, "handler:r",
       "handler 'r' failed: \"{claimed.profile}\" names something that is absent or not one text"},
      {"{name: r, allow: {profile: \"{claimed.ClientParameters.owner}\"}, unverified: true}", Result::failed,
       "handler:r", "handler 'r' failed: profile \"ops\" is not among the chain's profiles"},
      {"{name: r, allow: {names: {dns: [\"{claimed.Version}.a\"]}}, unverified: true, on_error: deny}", Result::deny,
       "handler:r", "handler 'r' failed: \"{claimed.Version}.a\" names something that is absent or not one text"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.handlers);
    const Decision decision = home.run(row.handlers);
    CHECK(decision.result == row.result);
    CHECK(decision.by == row.by);
    CHECK(decision.message == row.message);
  }
}

TEST_CASE("chain: a rule's outputs are expanded from the parameter") {
  const Home home;
  const Decision decision = home.run(
      "{name: r, unverified: true, allow: {profile: agent, names: {dns: [\"{claimed.ClientMachine}.lab\", b]}, "
      "ClientParameters: {owner: \"{claimed.ClientParameters.owner}!\", brace: \"{{x}\"}}}");
  CHECK(decision.result == Result::allow);
  CHECK(decision.outputs.profile == "agent");
  CHECK(decision.outputs.names == Value::map({{"dns", Value::list({"OLD-7.lab", "b"})}}));
  CHECK(decision.outputs.client_parameters == Value::map({{"owner", "ops!"}, {"brace", "{x}"}}));
}

TEST_CASE("chain: a condition that does not hold defers and names what failed") {
  Home home;
  home.answer("allow", R"({"result":"Allow"})");
  const Decision decision =
      home.run("{name: f, call: allow.go, when: {operation: register, claimed.ClientMachine: web-*, csr.cn: x}}");
  CHECK(decision.result == Result::defer);
  CHECK(home.calls().empty());
  REQUIRE(decision.steps.size() == 1);
  CHECK(decision.steps[0].reason == "no condition held: claimed.ClientMachine");
  CHECK(decision.steps[0].reads.size() == 2);
  CHECK_FALSE(decision.steps[0].called);
}

TEST_CASE("chain: a dry run calls only adapters that say they leave no trace") {
  Home home;
  home.answer("real", R"({"result":"Allow"})");
  home.add("safe", R"(grep -q '"dryRun":true' && echo '{"result":"Deny"}')", true);
  const Decision uncalled =
      home.run("{name: r, call: real.go, on_error: defer}, {name: s, call: safe.go}", "register", true);
  CHECK(uncalled.result == Result::failed);
  CHECK(uncalled.by == "handler:r");
  CHECK(uncalled.steps[0].reason == "not called in a dry run: the adapter does not say dry_run: true");
  CHECK_FALSE(uncalled.steps[0].called);
  CHECK(home.calls().empty());
  CHECK(home.run("{name: s, call: safe.go}", "register", true).result == Result::deny);
  CHECK(home.calls() == "safe\n");
}

TEST_CASE("chain: results have the words of the documents") {
  CHECK(std::string(handler::result_word(Result::allow)) == "Allow");
  CHECK(std::string(handler::result_word(Result::deny)) == "Deny");
  CHECK(std::string(handler::result_word(Result::defer)) == "Defer");
  CHECK(std::string(handler::result_word(Result::failed)) == "failed");
}
