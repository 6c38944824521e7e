// The envelope, the answer, and the section of pkit.yaml.
#include "adapter/adapter.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "base/json.h"
#include "config/yaml.h"
#include "scripts.h"

namespace pkit::adapter {
namespace {

World clock_at(Time now) {
  World world = real_world();
  world.now = [now] { return now; };
  return world;
}

Answer ask(const Scripts& scripts, const std::string& body, Value parameter = Value::map()) {
  Adapter adapter;
  adapter.name = "cmdb";
  adapter.program = scripts.script("cmdb", body);
  adapter.limits.time = 1000;
  adapter.config = Value::map({{"site", "hq"}});
  const Call lookup{
      .procedure = "lookup", .parameter = std::move(parameter), .request_id = "r1", .attempt = 2, .dry_run = true};
  return call(adapter, scripts.directory(), lookup, clock_at(1'795'255'200'000));
}

TEST_CASE("the envelope is the contract's") {
  const Scripts scripts;
  const Answer answer = ask(scripts, "cat", Value::map({{"operation", "register"}}));
  REQUIRE(answer.ok);
  CHECK(answer.raw == R"({"version":1,"adapter":"cmdb","procedure":"lookup","parameters":[{"operation":"register"}],)"
                      R"("config":{"site":"hq"},"home":")" +
                          scripts.directory().string() +
                          R"(","requestId":"r1","attempt":2,"deadline":"2026-11-21T10:00:01Z","dryRun":true})");
  CHECK(answer.value["attempt"] == Value(2));
  CHECK(answer.failure.empty());
}

TEST_CASE("an answer is one JSON document of a bounded size, with exit 0, in time") {
  struct Row {
    const char* body;
    const char* failure;  // its beginning; empty: none
  };
  for (const auto& [body, failure] : {
           Row{R"(echo '{"result":"Allow"}')", ""},
           Row{R"(echo '{"result":"Allow"}'; exec <&-; sleep 0.1)", ""},
           Row{R"(echo '{"result":"Allow"}'; exit 3)", "exit status 3"},
           Row{R"(echo '{"result":"Allow"}'; kill -TERM $$)", "killed by signal 15"},
           Row{R"(echo '{"result":"Allow"}'; sleep 60)", "timed out after 1s"},
           Row{R"(echo '{"result":"All)", "exit status 2"},
           Row{R"(printf '{"result":"All')", "answer is not JSON: "},
           Row{R"(echo '{"result":"Deny","result":"Allow"}')", "answer is not JSON: "},
           Row{R"(echo '{"result":"Allow"} {}')", "answer is not JSON: "},
           Row{R"(printf '{"result":"\377"}')", "answer is not JSON: "},
           Row{R"(printf '{"result":"a\000"}')", "answer is not JSON: "},
           Row{R"(head -c 60000 /dev/zero | tr '\0' '[')", "answer is not JSON: "},
           Row{"exit 0", "answer is not JSON: "},
           Row{"head -c 65537 /dev/zero | tr '\\0' ' '", "answer is larger than 65536 bytes"},
           Row{"yes", "answer is larger than 1048576 bytes"},
       }) {
    CAPTURE(body);
    const Scripts scripts;
    const Answer answer = ask(scripts, body);
    CHECK(answer.failure.substr(0, std::string(failure).size()) == failure);
    CHECK(answer.failure.empty() == std::string(failure).empty());
    CHECK(answer.ok == answer.failure.empty());
    CHECK((answer.ok || answer.value.is_null()));
    CHECK(answer.raw.size() <= 64 << 10);
    CHECK(parse_json(to_json(Value(answer.raw)), "kept") == Value(answer.raw));
    CHECK(answer.took < 2000);
  }
}

TEST_CASE("what is kept of an answer is text, whatever its bytes were") {
  const std::pair<const char*, const char*> rows[] = {
      {R"(printf '{"result":"\303\244\377"}')", "{\"result\":\"\xc3\xa4\\xff\"}"},
      {R"(printf '{"a\000"}')", "{\"a\\x00\"}"},
      {R"(printf '\303'; exit 3)", "\\xc3"},
  };
  for (const auto& [body, kept] : rows) {
    CAPTURE(body);
    const Scripts scripts;
    const Answer answer = ask(scripts, body);
    CHECK_FALSE(answer.ok);
    CHECK(answer.raw == kept);
  }
  // Cut within a character at the limit.
  const Scripts scripts;
  CHECK(valid_utf8(ask(scripts, "printf x; yes '\303\244' | tr -d '\\n' | head -c 70000").raw));
}

TEST_CASE("stderr is kept beside the answer, and a program that went away is a failure") {
  const Scripts scripts;
  const Answer answer = ask(scripts, "echo '{}'; printf 'slow\\tday' >&2");
  CHECK(answer.ok);
  CHECK(answer.errors == "slow\\x09day");
  Adapter gone;
  gone.program = scripts.directory() / "gone";
  CHECK(call(gone, scripts.directory(), {}, real_world()).failure == "could not be started: No such file or directory");
}

struct Read {
  Adapters adapters;
  std::vector<Fault> faults;
};

Read read(const Scripts& scripts, const std::string& yaml) {
  config::Faults faults("pkit.yaml");
  Read result;
  result.adapters = read_adapters(config::parse_yaml(yaml, "pkit.yaml"), scripts.directory(), getuid(), faults);
  result.faults = faults.list();
  return result;
}

TEST_CASE("an adapter as configured, and its defaults") {
  const Scripts scripts;
  scripts.script("cmdb.sh", "exit 0");
  const Read full = read(scripts, "cmdb: {exec: [cmdb.sh, --site, hq], timeout: 5s, dry_run: true, config: {a: 1}}");
  REQUIRE(full.faults.empty());
  const Adapter& cmdb = full.adapters.at("cmdb");
  CHECK(cmdb.program == scripts.directory() / "cmdb.sh");
  CHECK(cmdb.arguments == std::vector<std::string>{"--site", "hq"});
  CHECK(cmdb.limits.time == 5000);
  CHECK(cmdb.dry_run);
  CHECK(cmdb.config == Value::map({{"a", 1}}));
  const Read bare = read(scripts, "a: {exec: [/bin/cat]}");
  REQUIRE(bare.faults.empty());
  CHECK(bare.adapters.at("a").program == "/bin/cat");
  CHECK(bare.adapters.at("a").limits.time == 10'000);
  CHECK_FALSE(bare.adapters.at("a").dry_run);
  CHECK(bare.adapters.at("a").config == Value::map());
  CHECK(read(scripts, "").adapters.empty());
  scripts.script("secret", "0123456789abcdef", 0600);
  const Read http = read(scripts,
                         "a: {http: {url: 'http://[::1]:80/x', ca: cmdb.sh, crl: cmdb.sh, certificate: cmdb.sh,"
                         " key: secret, secret: secret}}\nb: {plugin: cmdb.sh}");
  CHECK(http.faults == std::vector<Fault>{});
  const std::string file = (scripts.directory() / "cmdb.sh").string(), key = (scripts.directory() / "secret").string();
  CHECK(http.adapters.at("a").arguments == std::vector<std::string>{"http://[::1]:80/x", "--ca", file, "--crl", file,
                                                                    "--cert", file, "--key", key, "--secret", key});
  CHECK(http.adapters.at("a").program.filename() == "http");
  CHECK(http.adapters.at("b").arguments == std::vector<std::string>{file});
  CHECK(http.adapters.at("b").program.filename() == "plugin-host");
}

TEST_CASE("every fault of the section has its code") {
  const Scripts scripts;
  scripts.script("plain", "exit 0", 0644);
  scripts.script("secret", "exit 0", 0600);
  scripts.script("open", "exit 0", 0777);
  scripts.script("fine", "exit 0");
  struct Row {
    const char* yaml;
    const char* code;
  };
  for (const auto& [yaml, code] : {
           Row{"[cmdb]", "config.type"},
           Row{"a.b: {exec: [fine]}", "adapter.name"},
           Row{"a: {exec: [none]}", "adapter.program"},
           Row{"a: {exec: [.]}", "adapter.program"},
           Row{"a: {exec: []}", "adapter.program"},
           Row{"a: {exec: ['']}", "adapter.program"},
           Row{"a: {exec: [plain]}", "adapter.program"},
           Row{"a: {exec: [open]}", "adapter.writable"},
           Row{"a: {exec: [/bin/sh, open]}", "adapter.writable"},
           Row{"a: {}", "adapter.kind"},
           Row{"a: {exec: [fine], plugin: fine}", "adapter.kind"},
           Row{"a: {plugin: none}", "adapter.program"},
           Row{"a: {plugin: ''}", "adapter.program"},
           Row{"a: {plugin: open}", "adapter.writable"},
           Row{"a: {http: {}}", "config.missing"},
           Row{"a: {http: {url: 'ftp://h/'}}", "adapter.url"},
           Row{"a: {http: {url: 'https://'}}", "adapter.url"},
           Row{"a: {http: {url: 'https://user@h/'}}", "adapter.url"},
           Row{"a: {http: {url: 'https://h/#there'}}", "adapter.url"},
           Row{"a: {http: {url: 'http://127.0.0.1/'}}", "adapter.url"},
           Row{"a: {http: {url: 'http://127.0.0.1@h/', secret: secret}}", "adapter.url"},
           Row{"a: {http: {url: 'http://h.127.0.0.1/', secret: secret}}", "adapter.url"},
           Row{"a: {http: {url: 'https://h/', ca: none}}", "adapter.program"},
           Row{"a: {http: {url: 'https://h/', ca: open}}", "adapter.writable"},
           Row{"a: {http: {url: 'https://h/', certificate: plain}}", "adapter.certificate"},
           Row{"a: {http: {url: 'https://h/', secret: plain}}", "adapter.secret"},
       }) {
    CAPTURE(yaml);
    const Read result = read(scripts, yaml);
    REQUIRE(result.faults.size() == 1);
    CHECK(result.faults[0].code == code);
    CHECK(result.faults[0].kind == Kind::config);
    CHECK(result.faults[0].where.rfind("pkit.yaml:1:", 0) == 0);
  }
  for (const char* yaml : {"a: {exec: fine}", "a: {exec: [fine], timeout: 10ms}", "a: {exec: [fine], timeout: 11m}",
                           "a: {exec: [fine], dry_run: maybe}", "a: {exec: [fine], config: 1}",
                           "a: {exec: [fine], tiemout: 5s}", "a: fine"}) {
    CAPTURE(yaml);
    CHECK(read(scripts, yaml).faults.size() == 1);
  }
}

}  // namespace
}  // namespace pkit::adapter
