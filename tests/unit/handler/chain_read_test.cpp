// The chains: section: every fault that can be seen before a handler runs, at its line and column.
#include <doctest/doctest.h>

#include "config/yaml.h"
#include "handler/chain.h"

using namespace pkit;
using handler::Chains;
using handler::Handler;
using handler::OnError;

namespace {

adapter::Adapters cmdb() {
  adapter::Adapters adapters;
  adapters["cmdb"].name = "cmdb";
  return adapters;
}

struct Read {
  Chains chains;
  std::vector<Fault> faults;
  std::vector<std::string> warnings;
};

Read read(const std::string& text) {
  const Value value = config::parse_yaml(text, "f");
  config::Faults faults("f");
  Read result;
  result.chains = handler::read_chains(value, cmdb(), faults);
  result.faults = faults.list();
  result.warnings = faults.warnings();
  return result;
}

std::vector<std::string> places(const std::vector<Fault>& faults) {
  std::vector<std::string> found;
  for (const Fault& fault : faults) found.push_back(fault.code + " " + fault.where.substr(2));
  return found;
}

/// The faults of one handler, given as a flow map, with the column inside it.
std::vector<std::string> faults_of(const std::string& handler) {
  return places(read("c:\n  profiles: [agent]\n  handlers:\n  -\n   " + handler).faults);
}

}  // namespace

TEST_CASE("chains: the example reads as written") {
  const Read example = read(R"(
fleet:
  profiles: [agent, server]
  handlers:
    - name: retired hosts
      when: { claimed.ClientMachine: ["old-*", "test-*"] }
      deny: retired in 2024
    - name: lab
      when: { verified.osGroups: lab, csr.key.type: EC }
      allow: { profile: agent, names: { dns: ["{claimed.ClientMachine}.lab.example"] } }
    - name: cmdb
      on: [register, renew]
      call: cmdb.lookup
      on_error: defer
    - name: rest
      on: issue
      allow: {}
      unverified: true
      on_error: deny
empty:
)");
  CHECK(example.faults == std::vector<Fault>{});
  CHECK(example.warnings.empty());
  REQUIRE(example.chains.size() == 2);
  CHECK(example.chains.at("empty").handlers.empty());
  const handler::Chain& fleet = example.chains.at("fleet");
  CHECK(fleet.name == "fleet");
  CHECK(fleet.profiles == std::vector<std::string>{"agent", "server"});
  REQUIRE(fleet.handlers.size() == 4);
  const Handler& retired = fleet.handlers[0];
  CHECK(retired.name == "retired hosts");
  CHECK(retired.act == Handler::Act::deny);
  CHECK(retired.deny_reason == "retired in 2024");
  CHECK(retired.on.empty());
  CHECK(retired.on_error == OnError::stop);
  CHECK(retired.at.line == 5);
  CHECK(fleet.handlers[1].act == Handler::Act::allow);
  CHECK(fleet.handlers[1].allow["profile"] == Value("agent"));
  const Handler& call = fleet.handlers[2];
  CHECK(call.act == Handler::Act::call);
  CHECK(call.adapter == "cmdb");
  CHECK(call.procedure == "lookup");
  CHECK(call.on == std::vector<std::string>{"register", "renew"});
  CHECK(call.when.empty());
  CHECK(call.on_error == OnError::defer);
  CHECK(fleet.handlers[3].on == std::vector<std::string>{"issue"});
  CHECK(fleet.handlers[3].on_error == OnError::deny);
}

TEST_CASE("chains: a file with eleven faults has exactly eleven") {
  const Read faulty = read(
      "fleet:\n"                                               // 1
      "  profile: [agent]\n"                                   // 2   unknown key
      "  handlers:\n"                                          // 3
      "    - name: retired\n"                                  // 4
      "      wen: {}\n"                                        // 5   unknown key
      "      deny: gone\n"                                     // 6
      "    - name: lab\n"                                      // 7
      "      when: {verified.osGroup: lab}\n"                  // 8   unknown path
      "      deny: x\n"                                        // 9
      "    - name: cmdb\n"                                     // 10
      "      on: [register, approve]\n"                        // 11  no operation
      "      call: cmbd.lookup\n"                              // 12  unknown adapter
      "    - name: two\n"                                      // 13  two acts
      "      allow: {}\n"                                      // 14
      "      deny: x\n"                                        // 15
      "    - name: loose\n"                                    // 16
      "      when: {claimed.ClientMachine: {regex: \"(\"}}\n"  // 17  no regular expression
      "      allow: {profile: server}\n"                       // 18  not the chain's; no evidence
      "    - deny: x\n"                                        // 19  no name
      "      on_error: 5\n"                                    // 20  no text
      "    - name: lab\n"                                      // 21  duplicate
      "      deny: x\n");
  CHECK(places(faulty.faults) ==
        std::vector<std::string>{"config.unknown 2:3", "config.unknown 5:7", "config.unknown 8:14", "config.word 11:22",
                                 "config.unknown 12:13", "handler.act 13:7", "pattern.regex 17:45",
                                 "handler.profile 18:24", "handler.evidence 18:14", "config.missing 19:7",
                                 "config.type 20:17", "handler.duplicate 21:7"});
}

TEST_CASE("chains: one faulty handler: code and place") {
  const struct {
    std::string handler;
    std::vector<std::string> faults;
  } rows[] = {
      {"{name: n, deny: x}", {}},
      {"{name: n, deny: x, when: {}}", {}},
      {"{name: n}", {"handler.act 5:4"}},
      {"[n]", {"config.type 5:4"}},
      {"{name: n, deny: x, call: cmdb.a}", {"handler.act 5:4"}},
      {"{name: n, deny: }", {"config.type 5:14"}},
      {"{name: n, allow: }", {"config.type 5:14"}},
      {"{name: n, allow: yes, unverified: true}", {"config.type 5:21"}},
      {"{name: n, deny: x, when: }", {"handler.empty 5:23"}},
      {"{name: n, deny: x, when: yes}", {"config.type 5:29"}},
      {"{name: n, deny: x, on: []}", {"handler.empty 5:27"}},
      {"{name: n, deny: x, on: Register}", {"config.word 5:27"}},
      {"{name: n, deny: x, on: authenticate}", {"config.word 5:27"}},  // asks no chain
      {"{name: n, deny: x, on_error: allow}", {"config.word 5:33"}},
      {"{name: n, call: cmdb}", {"handler.call 5:20"}},
      {"{name: n, call: cmdb.}", {"handler.call 5:20"}},
      {"{name: n, call: cmdb.a.b}", {"handler.call 5:20"}},
      {"{name: n, call: cmdb.a b}", {"handler.call 5:20"}},
      {"{name: n, call: other.a}", {"config.unknown 5:20"}},
      // evidence
      {"{name: n, allow: {}}", {"handler.evidence 5:21"}},
      {"{name: n, allow: {}, unverified: false}", {"handler.evidence 5:21"}},
      {"{name: n, allow: {}, unverified: true}", {}},
      {"{name: n, allow: {}, when: {verified.caller: \"uid:0\"}}", {}},
      {"{name: n, allow: {}, when: {verified.state: Approved}}", {"handler.evidence 5:21"}},
      {"{name: n, allow: {}, when: {verified.osGroups: {not: x}}}", {"handler.evidence 5:21"}},
      // outputs
      {"{name: n, unverified: true, allow: {profil: agent}}", {"config.unknown 5:40"}},
      {"{name: n, unverified: true, allow: {x-note: a}}", {"config.unknown 5:40"}},
      {"{name: n, unverified: true, allow: {result: Allow}}", {"config.unknown 5:40"}},
      {"{name: n, unverified: true, allow: {profile: agent}}", {}},
      {"{name: n, unverified: true, allow: {profile: server}}", {"handler.profile 5:49"}},
      {"{name: n, unverified: true, allow: {profile: \"{claimed.profile}\"}}", {}},
      {"{name: n, unverified: true, allow: {profile: \"{claimed.profil}\"}}", {"config.unknown 5:49"}},
      {"{name: n, unverified: true, allow: {profile: 5}}", {"config.type 5:49"}},
      {"{name: n, unverified: true, allow: {names: {DNS: [a]}}}", {"config.unknown 5:48"}},
      {"{name: n, unverified: true, allow: {names: {dns: a}}}", {"config.type 5:53"}},
      {"{name: n, unverified: true, allow: {names: {dns: [\"{claimed.ClientMachine\"]}}}",
       {"handler.placeholder 5:54"}},
      {"{name: n, unverified: true, allow: {names: {dns: [\"{csr.dns}\"]}}}", {"handler.placeholder 5:54"}},
      {"{name: n, unverified: true, allow: {names: {dns: [\"\"]}}}", {"handler.empty 5:54"}},
      {"{name: n, unverified: true, allow: {ClientParameters: {a: 5}}}", {"config.type 5:62"}},
      {"{name: n, unverified: true, allow: {ClientParameters: {a: \"{oper}\"}}}", {"config.unknown 5:62"}},
      {"{name: n, unverified: true, allow: {ClientParameters: {a: \"{{oper}\"}}}", {}},
      {"{name: n, unverified: true, allow: {message: \"{\"}}", {"handler.placeholder 5:49"}},
      {"{name: n, unverified: true, allow: {blueprintName: \"\", ClientID: , metadata: {}}}", {}},
      {"{name: n, unverified: true, allow: {blueprintName: edge, ClientID: x, metadata: {Owner: y, Seats: 7}}}", {}},
      {"{name: n, unverified: true, allow: {blueprintName: [edge]}}", {"config.type 5:55"}},
      {"{name: n, unverified: true, allow: {ClientID: 7, metadata: {Owner: [y]}}}",
       {"config.type 5:50", "config.type 5:71"}},
      {"{name: n, unverified: true, allow: {ClientID: '{oper}'}}", {"config.unknown 5:50"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.handler);
    CHECK(faults_of(row.handler) == row.faults);
  }
}

TEST_CASE("chains: the section's own shape") {
  CHECK(read("").chains.empty());
  CHECK(places(read("[a]").faults) == std::vector<std::string>{"config.type 1:1"});
  CHECK(places(read("c: x").faults) == std::vector<std::string>{"config.type 1:4"});
  CHECK(places(read("c: {handlers: {name: n}}").faults) == std::vector<std::string>{"config.type 1:15"});
  CHECK(places(read("c: {profiles: agent}").faults) == std::vector<std::string>{"config.type 1:15"});
  CHECK(read("c: {handlers: }").faults.empty());
}

TEST_CASE("chains: a handler that cannot be reached") {
  const std::string allow = "allow: {}, unverified: true";
  const struct {
    std::vector<std::string> handlers;
    std::vector<std::string> faults;
  } rows[] = {
      {{"deny: x", "deny: y"}, {"handler.unreachable 4:5"}},
      {{allow, "call: cmdb.a"}, {"handler.unreachable 4:5"}},
      {{"deny: x, when: {}", "deny: y, on: renew"}, {"handler.unreachable 4:5"}},
      {{"deny: x, on: renew", "deny: y, on: renew"}, {"handler.unreachable 4:5"}},
      {{"deny: x, on: renew", "deny: y, on: [renew, issue]"}, {}},
      {{"deny: x, on: renew", "deny: y, on: issue", "deny: z, on: [renew, issue]"}, {"handler.unreachable 5:5"}},
      {{"deny: x, on: renew", "deny: y"}, {}},
      {{"deny: x, when: {operation: renew}", "deny: y"}, {}},
      {{"call: cmdb.a", "deny: y"}, {}},
      {{"deny: x", "deny: y", "deny: z"}, {"handler.unreachable 4:5", "handler.unreachable 5:5"}},
      {{"deny: x, on: [register, issue, renew, rotate-key]", "deny: y"}, {"handler.unreachable 4:5"}},
  };
  for (const auto& row : rows) {
    std::string text = "c:\n handlers:\n";
    for (std::size_t i = 0; i < row.handlers.size(); ++i)
      text += "  - {name: n" + std::to_string(i) + ", " + row.handlers[i] + "}\n";
    CAPTURE(text);
    CHECK(places(read(text).faults) == row.faults);
  }
}

TEST_CASE("chains: warnings") {
  const Read evadable = read("c: {handlers: [{name: n, deny: x, when: {claimed.Version: 1}}]}");
  CHECK(evadable.faults.empty());
  CHECK(evadable.warnings ==
        std::vector<std::string>{
            "f:1:16: chains.c.handlers[0] denies by claimed.Version, which a client can leave out; add an "
            "alternative with {present: false}"});
  const Read generous = read(
      "c: {handlers: [{name: n, unverified: true, allow: {names: {dns: [\"{claimed.ClientParameters.host}\", "
      "\"{claimed.ClientMachine}.a\"]}}}]}");
  CHECK(generous.warnings.size() == 1);
  CHECK(read("c: {handlers: [{name: n, unverified: true, allow: {}, when: {claimed.Version: 1}}]}").warnings.empty());
}

TEST_CASE("chains: the evidence fault says how to mend it") {
  const Read loose = read("c: {handlers: [{name: n, allow: {}}]}");
  REQUIRE(loose.faults.size() == 1);
  CHECK(loose.faults[0].hint.find("verified.osGroups") != std::string::npos);
  CHECK(loose.faults[0].hint.find("unverified: true") != std::string::npos);
}
