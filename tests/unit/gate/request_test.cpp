// Requests as they travel: what is written is read again, and all that is wrong with one is told at once.
#include "gate/request.h"

#include <doctest/doctest.h>

#include "../error_of.h"
#include "base/json.h"
#include "fleet/operations.h"
#include "gate/shapes.h"

using namespace pkit;

namespace {

/// A request with these members instead of its own; null takes one away.
std::string request_with(std::initializer_list<Value::Member> changes) {
  Value request = Value::map({{"version", 1},
                              {"operation", "register"},
                              {"requestId", "job-1"},
                              {"time", "2026-11-26T10:00:00Z"},
                              {"options", Value::map({{"clientMachine", "web1"}})}});
  for (const auto& [name, value] : changes)
    if (value.is_null())
      request.erase(name);
    else
      request.set(name, value);
  return to_json(request);
}

std::vector<std::string> faults_of(const std::string& request) {
  std::vector<std::string> faults;
  const Error error = test::error_of([&] { parse_gate_request(request); });
  for (const Fault& fault : error.details()) faults.push_back(fault.what);
  if (faults.empty()) faults.push_back(error.code());
  return faults;
}

}  // namespace

TEST_CASE("gate: what a command writes is what the gate reads") {
  RegisterRequest asked;
  asked.client_machine = "web1";
  asked.capabilities = {"A", "B"};
  asked.parameters = {{"site", "hq"}, {"empty", ""}};
  asked.csr = std::string("\x30\x00\xff", 3);
  const GateRequest sent{"register", "job-1", 1'796'000'000'123, wire_of(kRegister, &asked, nullptr), {}};
  const GateRequest got = parse_gate_request(to_json(unsigned_request(sent)));
  CHECK(got.operation == "register");
  CHECK(got.request_id == "job-1");
  CHECK(got.time == sent.time);
  CHECK(got.wire.options == Value::map({{"clientMachine", "web1"},
                                        {"capability", Value::list(std::vector<std::string>{"A", "B"})},
                                        {"param", Value::list(std::vector<std::string>{"site=hq", "empty="})}}));
  CHECK(got.wire.file_of("csr") == asked.csr);
  CHECK_FALSE(got.proof);
}

TEST_CASE("gate: each fault of a request") {
  const Value yes = true;
  const struct {
    std::string request, fault;
  } rows[] = {
      {request_with({{"requestId", nullptr}}), "requestId is missing"},
      {request_with({{"requestId", ""}}), "requestId is empty"},
      {request_with({{"requestId", std::string(257, 'x')}}), "requestId must have 1 to 256 bytes"},
      {request_with({{"time", "yesterday"}}), "time must be a time (RFC 3339), not 'yesterday'"},
      {request_with({{"options", nullptr}}), "options is missing"},
      {request_with({{"options", Value::map({{"platform", 1}})}}), "options.platform must be a text, not integer"},
      {request_with({{"options", Value::map({{"capability", "A"}})}}),
       "options.capability must be a list of texts, not text"},
      {request_with({{"options", Value::map({{"platfrom", "x"}})}}), "options: unknown key 'platfrom'"},
      {request_with({{"files", Value::map({{"csr", "no base64"}})}}),
       "files.csr must be base64 (RFC 4648, section 4), not 'no base64'"},
      {request_with({{"files", Value::map({{"key", "AAAA"}})}}), "files: unknown key 'key'"},
      {request_with({{"secrets", Value::map({{"password", "AAAA"}})}}), "secrets: unknown key 'password'"},
      {request_with({{"dryRun", yes}}), "unknown key 'dryRun'"},
      {request_with({{"proof", Value::map({{"signature", "AAAA"}})}}), "files has no cert, whose key the proof is by"},
      {request_with({{"version", 2}}), "gate.version"},
      {request_with({{"operation", "approve"}}), "gate.operation"},
      {"[]", "gate.field"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.request);
    CHECK(faults_of(row.request) == std::vector<std::string>{row.fault});
  }
  CHECK(faults_of(request_with({{"requestId", nullptr}, {"time", nullptr}, {"who", yes}})).size() == 3);
}

TEST_CASE("gate: the schemas tell of every operation") {
  const std::string request = to_json(gate_request_schema()), reply = to_json(gate_reply_schema());
  CHECK(request.find(R"("clientMachine":{"type":"string","pattern":)") != std::string::npos);
  CHECK(request.find(R"("propertyNames":{"enum":["csr","cert"]})") != std::string::npos);
  CHECK(reply.find(R"("Status":{"$ref":"common.schema.json#/$defs/orchestratorState"})") != std::string::npos);
  CHECK(reply.find("Capabilities") == std::string::npos);  // not for everybody
}
