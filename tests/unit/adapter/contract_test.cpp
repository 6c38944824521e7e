// One contract for every kind of adapter, which every integration point calls (B1): the same misbehaviour is the same
// failure, whoever does it.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <memory>

#include "adapter/adapter.h"
#include "adapter/kinds.h"
#include "config/yaml.h"
#include "scripts.h"

namespace pkit::adapter {
namespace {

const Path kTools = PKIT_TEST_TOOLS;
constexpr Duration kLimit = 1500;

Path beside_us(const char* name) { return std::filesystem::read_symlink("/proc/self/exe").parent_path() / name; }

/// misbehaving.py as a web service, until it ends: it goes when its standard input does.
class Service {
 public:
  explicit Service(const Scripts& scripts) {
    secret_ = scripts.directory() / "secret";
    create_file(secret_, to_bytes("0123456789abcdef\n"), Mode::secret);
    const Path port_file = scripts.directory() / "port";
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[0], 0);
      execl("/usr/bin/python3", "python3", (kTools / "misbehaving.py").c_str(), "--serve", port_file.c_str(),
            secret_.c_str(), nullptr);
      _exit(127);
    }
    close(ends[0]);
    input_ = Fd(ends[1]);
    for (int i = 0; i < 2000 && !std::filesystem::exists(port_file); ++i) usleep(5000);
    std::ifstream(port_file) >> port_;
    REQUIRE(!port_.empty());
  }
  ~Service() {
    input_ = Fd();
    waitpid(pid_, nullptr, 0);
  }

  std::string section() const {
    return "http: {url: 'http://127.0.0.1:" + port_ + "/hook?site=hq', secret: '" + secret_.string() + "'}";
  }

 private:
  Path secret_;
  pid_t pid_ = -1;
  Fd input_;
  std::string port_;
};

/// A copy where nobody else can write.
Path copied(const Scripts& scripts, const Path& file) {
  const Path copy = scripts.directory() / file.filename();
  std::filesystem::copy_file(file, copy);
  chmod(copy.c_str(), 0755);
  return copy;
}

/// The three kinds, each over the same misbehaving.py or .c.
struct Kinds {
  Scripts scripts;
  Service service{scripts};
  std::vector<std::pair<std::string, std::string>> sections = {
      {"exec", "exec: ['" + copied(scripts, kTools / "misbehaving.py").string() + "']"},
      {"http", service.section()},
      {"plugin", "plugin: '" + copied(scripts, beside_us("misbehaving.so")).string() + "'"},
  };

  Answer ask(const std::string& section, const std::string& mode) const {
    config::Faults faults("pkit.yaml");
    const std::string yaml = "a: {" + section + ", config: {mode: " + mode + "}}";
    const Adapters adapters =
        read_adapters(config::parse_yaml(yaml, "pkit.yaml"), scripts.directory(), getuid(), faults);
    REQUIRE(faults.list() == std::vector<Fault>{});
    Adapter adapter = adapters.at("a");
    adapter.limits.time = kLimit;
    const Call call{.procedure = "lookup",
                    .parameter = Value::map({{"claimed", Value::map({{"ClientMachine", "zo\xC3\xAB"}})}}),
                    .request_id = "r1"};
    return adapter::call(adapter, scripts.directory(), call, real_world());
  }
};

TEST_CASE("contract: every kind of adapter has a row in this test (A1, A4)") {
  const Kinds kinds;
  std::vector<std::string> known, tested;
  for (const Kind& kind : adapter::kinds()) known.emplace_back(kind.key);
  for (const auto& [kind, section] : kinds.sections) tested.push_back(kind);
  CHECK(known == tested);
}

TEST_CASE("contract: the envelope arrives and the answer comes back, whatever the kind (A4)") {
  const Kinds kinds;
  for (const auto& [kind, section] : kinds.sections) {
    CAPTURE(kind);
    const Answer answer = kinds.ask(section, "echo");
    CHECK(answer.failure == "");
    REQUIRE(answer.ok);
    const Value& envelope = answer.value["x-envelope"];
    CHECK(envelope["version"] == Value(1));
    CHECK(envelope["procedure"] == Value("lookup"));
    CHECK(envelope["requestId"] == Value("r1"));
    CHECK(envelope["attempt"] == Value(1));
    REQUIRE(envelope["parameters"].is_list());
    CHECK(envelope["parameters"].items().at(0).at_path("claimed.ClientMachine")->as_text() == "zo\xC3\xAB");
  }
}

TEST_CASE("contract: the same misbehaviour is the same failure for every kind (A-edge-6, T-A21)") {
  struct Row {
    const char* mode;
    const char* failure;         // its beginning; "": an answer
    const char* http = nullptr;  // where a web service can only do the like: what stderr then says
  };
  const Kinds kinds;
  for (const auto& [mode, failure, http] : {
           Row{"allow", ""},
           Row{"empty", "answer is not JSON: "},
           Row{"text", "answer is not JSON: "},
           Row{"half", "answer is not JSON: "},
           Row{"twice", "answer is not JSON: "},
           Row{"duplicate", "answer is not JSON: "},
           Row{"fraction", "answer is not JSON: "},
           Row{"latin1", "answer is not JSON: "},
           Row{"nul", "answer is not JSON: "},
           Row{"deep", "answer is not JSON: "},
           Row{"large", "answer is larger than 65536 bytes"},
           Row{"huge", "answer is larger than 1048576 bytes", "larger than 1048576 bytes"},
           Row{"status", "exit status ", "status 404"},
           Row{"crash", "killed by signal 11", "trying once more"},
           Row{"hang", "timed out after 1500ms"},
       }) {
    for (const auto& [kind, section] : kinds.sections) {
      CAPTURE(kind);
      CAPTURE(mode);
      const Answer answer = kinds.ask(section, mode);
      CAPTURE(answer.errors);
      const std::string expected = kind == "http" && http ? "exit status 1" : failure;
      CHECK(answer.failure.substr(0, expected.size()) == expected);
      CHECK(answer.failure.empty() == expected.empty());
      CHECK(answer.ok == answer.failure.empty());
      CHECK((answer.ok || answer.value.is_null()));
      if (kind == "http" && http) CHECK(answer.errors.find(http) != std::string::npos);
    }
  }
}

TEST_CASE("contract: nothing that a call started outlives it, and noise is kept short and harmless") {
  const Kinds kinds;
  for (const auto& [kind, section] : kinds.sections) {
    if (kind == "http") continue;  // what a service starts is not ours
    CAPTURE(kind);
    std::filesystem::remove(kinds.scripts.directory() / "daemon.pid");
    CHECK(kinds.ask(section, "daemon").ok);
    const pid_t daemon = kinds.scripts.pid_in("daemon.pid");
    CHECK(daemon > 0);
    CHECK_FALSE(alive(daemon));
    const Answer noise = kinds.ask(section, "noise");
    CHECK(noise.ok);
    CHECK(noise.errors.starts_with("\\x1b[31mxxx"));
    CHECK(noise.errors.size() < 5000);
  }
}

TEST_CASE("plugin: what it prints is no answer, its reasons are kept, and a library must be one") {
  const Kinds kinds;
  const std::string& section = kinds.sections[2].second;
  const Answer print = kinds.ask(section, "print");
  CHECK(print.raw == R"({"result":"Allow"})");
  CHECK(print.errors.find("Deny") != std::string::npos);
  const Answer why = kinds.ask(section, "why");
  CHECK(why.failure == "exit status 1");
  CHECK(why.errors.find("the plugin answers 1: the database is away") != std::string::npos);
  CHECK(kinds.ask(section, "none").failure.starts_with("answer is not JSON"));
  const auto other = [&](const Path& library) { return kinds.ask("plugin: '" + library.string() + "'", "allow"); };
  CHECK(other(copied(kinds.scripts, beside_us("no_plugin.so"))).errors.find("of version 2, not 1") !=
        std::string::npos);
  CHECK(other("/usr/lib/x86_64-linux-gnu/libm.so.6").errors.find("not a plugin") != std::string::npos);
  CHECK(other(kinds.scripts.directory() / "misbehaving.py").failure == "exit status 1");
}

TEST_CASE("http: what only a web service can do") {
  struct Row {
    const char* mode;
    const char* errors;  // empty: an answer
  };
  const Kinds kinds;
  const std::string section = kinds.service.section();
  for (const auto& [mode, errors] : {
           Row{"redirect", "status 307: a redirect is not followed"},
           Row{"short", "the answer ends before its Content-Length"},
           Row{"unsigned", "the answer is not signed"},
           Row{"reflected", "the answer's signature is not that of the secret"},
           Row{"signatures", "the answer has several signatures"},
           Row{"never", "status 503"},
       }) {
    CAPTURE(mode);
    const Answer answer = kinds.ask(section, mode);
    CHECK(answer.failure == "exit status 1");
    CHECK(answer.errors.find(errors) != std::string::npos);
  }
  CHECK(kinds.ask(section, "slow").failure == "timed out after 1500ms");
  for (const char* mode : {"later", "cutonce"}) {
    CAPTURE(mode);
    const Answer again = kinds.ask(section, mode);
    REQUIRE(again.ok);
    CHECK(again.value["x-envelope"]["attempt"] == Value(2));
    CHECK(again.value["x-envelope"]["requestId"] == Value("r1"));
    CHECK(again.errors.find("trying once more") != std::string::npos);
  }
}

}  // namespace
}  // namespace pkit::adapter
