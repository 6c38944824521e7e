// Conditions: what holds over which parameter, what is a fault, what is evidence, what a client can step around.
#include "handler/rule.h"

#include <doctest/doctest.h>

#include "config/yaml.h"

using namespace pkit;
using handler::Condition;
using handler::PathRead;

namespace {

/// What pkit hands to a handler for a registration with a CSR.
const char* const kParameter = R"(
operation: register
approving: false
isInitial: true
claimed:
  ClientMachine: Web-7
  Capabilities: [CertStores.PEM.Inventory, CertStores.PEM.Management]
  Version: "12"
  ClientParameters: {owner: ops, cpus: "8", lab: "true", site.name: hq, empty: ""}
verified: {caller: "uid:1000", osGroups: [lab, users]}
csr:
  subject: CN=Web-7.Corp.Example
  cn: Web-7.Corp.Example
  sans: [{type: dns, value: Web-7.Corp.Example}, {type: ip, value: 10.1.2.3}, {type: uri, value: "HTTPS://Web1/"}]
  dns: [Web-7.Corp.Example]
  ip: [10.1.2.3, "::ffff:192.0.2.1", "2001:db8:0::1"]
  email: [Ops@Evil.Example]
  uri: ["HTTPS://x@Admin.Corp.Example:443/a/../b"]
  key: {type: EC, bits: 256, curve: P-256}
  signature: ecdsa-sha256
  requested: {keyUsage: [digitalSignature], extendedKeyUsage: []}
  attributes: []
)";

Value value_of(const std::string& text) { return config::parse_yaml(text, "f"); }

Condition condition_of(const std::string& text) {
  config::Faults faults("f");
  const Value when = value_of(text);
  Condition condition = Condition::read(when, "when", faults);
  CHECK(faults.list() == std::vector<Fault>{});
  return condition;
}

std::vector<std::string> when_faults(const std::string& text) {
  config::Faults faults("f");
  const Value when = value_of(text);
  Condition::read(when, "when", faults);
  std::vector<std::string> found;
  for (const Fault& fault : faults.list()) found.push_back(fault.code + " " + fault.where.substr(2));
  return found;
}

}  // namespace

TEST_CASE("when: operators over a parameter") {
  const Value parameter = value_of(kParameter);
  const struct {
    std::string when;
    bool holds;
  } rows[] = {
      // the same as another path
      {"{csr.cn: {same_as: csr.dns}}", true},
      {"{csr.dns: {same_as: csr.cn}}", true},
      {"{claimed.ClientMachine: {same_as: operation}}", false},
      {"{claimed.ClientMachine: {same_as: claimed.notAfter}}", false},
      {"{claimed.ClientMachine: {not: {same_as: operation}}}", true},
      {"{csr.cn: {not: {same_as: csr.dns}}}", false},
      // a scalar is equal, or a glob
      {"{operation: register}", true},
      {"{operation: Register}", false},
      {"{operation: reg*}", true},
      {"{approving: false}", true},
      {"{approving: true}", false},
      {"{csr.key.bits: 256}", true},
      {"{csr.key.bits: \"256\"}", true},
      {"{csr.key.bits: 2560}", false},
      {"{claimed.Version: 12}", true},
      {"{claimed.ClientParameters.lab: true}", true},
      {"{claimed.ClientParameters.owner: \"o?s\"}", true},
      {"{claimed.ClientParameters.owner: OPS}", false},
      {"{claimed.ClientParameters.site.name: hq}", true},
      {"{claimed.ClientParameters.empty: \"\"}", true},
      {"{claimed.ClientParameters.empty: \"*\"}", true},
      // all keys must hold
      {"{operation: register, csr.key.type: EC}", true},
      {"{operation: register, csr.key.type: RSA}", false},
      // a list is any of
      {"{csr.key.type: [RSA, EC]}", true},
      {"{csr.key.type: [RSA, Ed25519]}", false},
      {"{csr.key.type: [RSA, {regex: \"E.\"}]}", true},
      // a list at the path: any element
      {"{verified.osGroups: lab}", true},
      {"{verified.osGroups: wheel}", false},
      {"{verified.osGroups: [wheel, users]}", true},
      {"{claimed.Capabilities: \"CertStores.PEM.*\"}", true},
      {"{csr.requested.extendedKeyUsage: \"*\"}", false},
      // all: each of these is in it
      {"{verified.osGroups: {all: [lab, users]}}", true},
      {"{verified.osGroups: {all: [lab, wheel]}}", false},
      {"{csr.key.type: {all: [EC]}}", true},
      // not: none matches
      {"{csr.key.type: {not: RSA}}", true},
      {"{csr.key.type: {not: EC}}", false},
      {"{csr.key.type: {not: [RSA, EC]}}", false},
      {"{verified.osGroups: {not: wheel}}", true},
      {"{verified.osGroups: {not: lab}}", false},
      {"{csr.requested.extendedKeyUsage: {not: serverAuth}}", true},
      // regex: full match
      {"{csr.subject: {regex: \"CN=.*\"}}", true},
      {"{csr.subject: {regex: \"CN=\"}}", false},
      {"{claimed.Version: {regex: \"[0-9]+\"}}", true},
      // cidr
      {"{csr.ip: {cidr: 10.0.0.0/8}}", true},
      {"{csr.ip: {cidr: [192.168.0.0/16, 10.1.2.3]}}", true},
      {"{csr.ip: {cidr: 192.168.0.0/16}}", false},
      {"{csr.cn: {cidr: 10.0.0.0/8}}", false},
      // another spelling of a name is the same name
      {"{csr.ip: {cidr: 192.0.2.0/24}}", true},
      {"{csr.ip: 192.0.2.*}", true},
      {"{csr.ip: \"2001:DB8::1\"}", true},
      {"{csr.email: \"*@evil.example\"}", true},
      {"{csr.email: \"*@EVIL.example\"}", true},
      {"{csr.email: \"ops@*\"}", false},
      {"{csr.uri: \"https://admin.corp.example/b\"}", true},
      {"{csr.uri: \"https://Admin.Corp.Example:443/*\"}", true},
      {"{csr.uri: \"https://x@admin.corp.example/*\"}", true},
      {"{csr.uri: \"https://y@admin.corp.example/*\"}", false},
      {"{csr.uri: \"https://admin.corp.example/B\"}", false},
      {"{csr.sans: \"uri:https://web1/\"}", true},
      // at_least, at_most
      {"{csr.key.bits: {at_least: 256}}", true},
      {"{csr.key.bits: {at_least: 257}}", false},
      {"{csr.key.bits: {at_most: 256}}", true},
      {"{csr.key.bits: {at_most: 255}}", false},
      {"{claimed.ClientParameters.cpus: {at_least: 8}}", true},
      {"{claimed.ClientParameters.owner: {at_least: 0}}", false},
      {"{claimed.ClientParameters.empty: {at_most: 9}}", false},
      // present
      {"{csr: {present: true}}", true},
      {"{csr: {present: false}}", false},
      {"{claimed.notAfter: {present: false}}", true},
      {"{claimed.notAfter: {present: true}}", false},
      {"{claimed.AgentPlatform: [linux, {present: false}]}", true},
      // an absent path matches nothing, under `not` too
      {"{claimed.AgentPlatform: \"*\"}", false},
      {"{claimed.AgentPlatform: {not: linux}}", false},
      {"{claimed.AgentPlatform: {not: {not: linux}}}", false},
      {"{claimed.AgentPlatform: {regex: \".*\"}}", false},
      {"{claimed.AgentPlatform: {all: [linux]}}", false},
      {"{claimed.AgentPlatform: {at_least: 0}}", false},
      {"{claimed.notAfter: {not: x}}", false},
      {"{claimed.ClientParameters.none: {not: x}}", false},
      {"{verified.previousCertificate.serial: {not: x}}", false},
      // names are compared in lower case on both sides, everything else exactly
      {"{claimed.ClientMachine: web-*}", true},
      {"{claimed.ClientMachine: WEB-7}", true},
      {"{claimed.ClientMachine: {regex: \"WEB-\\\\d\"}}", true},
      {"{claimed.ClientMachine: {regex: \"web-\\\\S\"}}", true},
      {"{claimed.ClientMachine: {not: WEB-7}}", false},
      {"{csr.cn: web-7.CORP.*}", true},
      {"{csr.dns: WEB-7.corp.example}", true},
      {"{csr.sans: \"dns:web-7.*\"}", true},
      {"{csr.sans: \"DNS:WEB-7.*\"}", true},
      {"{csr.sans: \"ip:10.*\"}", true},
      {"{csr.sans: \"IP:10.*\"}", false},
      {"{csr.subject: CN=web-7.corp.example}", false},
      {"{csr.key.type: ec}", false},
      // any_of joins alternatives
      {"{any_of: [{csr.cn: old-*}, {claimed.ClientMachine: web-*}]}", true},
      {"{any_of: [{csr.cn: old-*}, {claimed.ClientMachine: old-*}]}", false},
      {"{operation: renew, any_of: [{claimed.ClientMachine: web-*}]}", false},
      {"{any_of: [{any_of: [{operation: renew}, {operation: register}]}]}", true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.when);
    std::vector<PathRead> reads;
    CHECK(condition_of(row.when).holds(parameter, reads) == row.holds);
    CHECK_FALSE(reads.empty());
  }
}

TEST_CASE("when: without a CSR every path of it is absent") {
  Value parameter = value_of(kParameter);
  parameter.set("csr", nullptr);
  std::vector<PathRead> reads;
  CHECK_FALSE(condition_of("{csr.key.type: {not: RSA}}").holds(parameter, reads));
  CHECK_FALSE(condition_of("{csr: {present: true}}").holds(parameter, reads));
  CHECK(condition_of("{csr: {present: false}}").holds(parameter, reads));
}

TEST_CASE("when: every path read is told, up to the first that failed") {
  const Value parameter = value_of(kParameter);
  std::vector<PathRead> reads;
  CHECK_FALSE(
      condition_of("{operation: register, claimed.AgentPlatform: x, csr.key.type: EC}").holds(parameter, reads));
  REQUIRE(reads.size() == 2);
  CHECK(reads[0].path == "operation");
  CHECK(reads[0].value == Value("register"));
  CHECK(reads[0].matched);
  CHECK(reads[1].path == "claimed.AgentPlatform");
  CHECK(reads[1].value.is_null());
  CHECK_FALSE(reads[1].matched);

  reads.clear();
  CHECK(condition_of("{any_of: [{csr.cn: old-*}, {claimed.ClientMachine: web-*}]}").holds(parameter, reads));
  REQUIRE(reads.size() == 2);
  CHECK(reads[1].value == Value("Web-7"));
}

TEST_CASE("when: no condition holds always") {
  std::vector<PathRead> reads;
  CHECK(Condition().empty());
  CHECK(condition_of("{}").always());
  CHECK(condition_of("{}").holds(Value::map(), reads));
  CHECK(reads.empty());
}

TEST_CASE("when: faults, each at its place") {
  const struct {
    std::string when;
    std::vector<std::string> faults;
  } rows[] = {
      {"x", {"config.type 1:1"}},
      {"{clamed.Version: x}", {"config.unknown 1:2"}},
      {"{claimed.Hostname: x}", {"config.unknown 1:2"}},
      {"{claimed.ClientParameters.: x}", {"config.unknown 1:2"}},
      {"{verified.state.x: x}", {"config.unknown 1:2"}},
      {"{csr.sans.value: x}", {"config.unknown 1:2"}},
      {"{csr: x}", {"handler.operator 1:7"}},
      {"{operation: {same_as: verified.nobody}}", {"config.unknown 1:23"}},
      {"{operation: {same_as: csr}}", {"handler.operator 1:23"}},
      {"{operation: {same_as: 1}}", {"config.type 1:23"}},
      {"{operation: }", {"config.type 1:2"}},
      {"{operation: []}", {"handler.empty 1:13"}},
      {"{operation: {all: []}}", {"handler.empty 1:19"}},
      {"{operation: {all: x}}", {"config.type 1:19"}},
      {"{operation: {}}", {"handler.operator 1:13"}},
      {"{operation: {regexp: x}}", {"config.unknown 1:14"}},
      {"{csr.key.bits: {at_least: 1, at_most: 2}}", {"handler.operator 1:16"}},
      {"{csr.key.bits: {at_least: many}}", {"config.type 1:27"}},
      {"{csr.key.bits: {at_most: [1]}}", {"config.type 1:26"}},
      {"{csr: {present: yes}}", {"config.type 1:17"}},
      {"{csr.email: {not: {present: true}}}", {"handler.operator 1:19"}},
      {"{csr.subject: {regex: \"(\"}}", {"pattern.regex 1:23"}},
      {"{csr.subject: {regex: 5}}", {"config.type 1:23"}},
      {"{csr.subject: \"[a\"}", {"pattern.glob 1:15"}},
      {"{csr.subject: [ok, \"[a\", \"\\\\\"]}", {"pattern.glob 1:20", "pattern.glob 1:26"}},
      {"{csr.ip: {cidr: 10.0.0.1/8}}", {"pattern.cidr 1:17"}},
      {"{csr.ip: {cidr: [10.0.0.0/8, x]}}", {"pattern.cidr 1:30"}},
      {"{csr.ip: {cidr: {}}}", {"config.type 1:17"}},
      {"{csr.ip: {not: {cidr: x}}}", {"pattern.cidr 1:23"}},
      {"{any_of: {csr.cn: a}}", {"config.type 1:10"}},
      {"{any_of: []}", {"config.type 1:10"}},
      {"{any_of: [{csr.cn: a}, {}]}", {"handler.empty 1:24"}},
      {"{any_of: [{csr.cm: a}]}", {"config.unknown 1:12"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.when);
    CHECK(when_faults(row.when) == row.faults);
  }
}

TEST_CASE("when: an unknown path is answered with the nearest") {
  config::Faults faults("f");
  const Value when = value_of("{claimed.ClientMachne: x}");
  Condition::read(when, "when", faults);
  REQUIRE(faults.list().size() == 1);
  CHECK(faults.list()[0].what == "when: unknown path 'claimed.ClientMachne'");
  CHECK(faults.list()[0].hint == "did you mean 'claimed.ClientMachine'?");
}

TEST_CASE("when: evidence is something positive that pkit knows") {
  const struct {
    std::string when;
    bool evidence;
  } rows[] = {
      {"{}", false},
      {"{claimed.ClientMachine: web-*}", false},
      {"{csr.key.type: EC}", false},
      {"{operation: register}", false},
      {"{verified.state: New}", false},
      {"{verified.caller: \"uid:0\"}", true},
      {"{verified.osGroups: [lab, ops]}", true},
      {"{verified.osGroups: {all: [lab, {not: guests}]}}", true},
      {"{verified.previousCertificate: {present: true}}", true},
      {"{verified.previousCertificate: {present: false}}", false},
      {"{verified.previousCertificate.keyId: {regex: \"[0-9a-f]+\"}}", true},
      {"{claimed.ClientMachine: {same_as: verified.caller}}", true},
      {"{claimed.ClientMachine: {same_as: verified.state}}", false},
      {"{claimed.ClientMachine: {not: {same_as: verified.caller}}}", false},
      {"{claimed.ClientMachine: [web1, {same_as: verified.caller}]}", false},
      {"{verified.osGroups: {not: guests}}", false},
      {"{verified.osGroups: {not: {not: lab}}}", false},
      {"{verified.osGroups: [lab, {not: guests}]}", false},
      {"{verified.caller: [\"uid:0\", {present: false}]}", false},
      {"{claimed.Version: 1, verified.caller: \"uid:0\"}", true},
      {"{any_of: [{verified.caller: a}, {verified.osGroups: b}]}", true},
      {"{any_of: [{verified.caller: a}, {claimed.Version: 1}]}", false},
      {"{verified.caller: a, any_of: [{claimed.Version: 1}]}", true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.when);
    CHECK(condition_of(row.when).has_evidence() == row.evidence);
  }
}

TEST_CASE("when: paths that a client can leave out to step around a deny") {
  using Paths = std::vector<std::string>;
  const struct {
    std::string when;
    Paths paths;
  } rows[] = {
      {"{claimed.ClientMachine: old-*}", {}},
      {"{csr.key.type: RSA}", {}},
      {"{verified.osGroups: guests}", {}},
      {"{claimed.Version: 1}", {"claimed.Version"}},
      {"{claimed.Version: {not: 2}}", {"claimed.Version"}},
      {"{claimed.ClientParameters.site: x, claimed.AgentPlatform: y}",
       {"claimed.AgentPlatform", "claimed.ClientParameters.site"}},
      // a name that is not asked for is not granted either
      {"{csr.cn: old-*}", {}},
      {"{csr.dns: {not: \"*.corp.example\"}}", {"csr.dns"}},
      {"{claimed.Capabilities: x}", {}},
      {"{claimed.Capabilities: {not: x}}", {"claimed.Capabilities"}},
      // the remedies
      {"{claimed.Version: {present: false}}", {}},
      {"{claimed.Version: [1, {present: false}]}", {}},
      {"{any_of: [{claimed.Version: 1}, {claimed.Version: {present: false}}]}", {}},
      {"{any_of: [{claimed.Version: 1}, {claimed.Version: {present: false}, operation: renew}]}", {"claimed.Version"}},
      {"{any_of: [{claimed.Version: 1}, {claimed.AgentPlatform: x}]}", {"claimed.AgentPlatform", "claimed.Version"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.when);
    CHECK(condition_of(row.when).evadable() == row.paths);
  }
}

TEST_CASE("a URI glob whose wildcard leaves its part is warned of") {
  const std::pair<const char*, std::size_t> rows[] = {
      {"{csr.uri: \"https://*.corp.example/*\"}", 1},
      {"{csr.uri: {not: [\"https://web*\", \"https://corp.example/*\"]}}", 1},
      {"{csr.sans: \"uri:https://*.corp.example/\"}", 1},
      {"{csr.sans: \"dns:*.corp.example\"}", 0},
      {"{csr.uri: \"spiffe://corp.example/*\"}", 0},
      {"{csr.uri: {regex: \"https://[^/]*/.*\"}}", 0},
  };
  for (const auto& [when, count] : rows) {
    CAPTURE(std::string(when));
    config::Faults faults("f");
    const Value asked = value_of(when);
    Condition::read(asked, "when", faults);
    CHECK(faults.warnings().size() == count);
  }
}
