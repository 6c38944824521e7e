// The providers of `secrets:` (document B, B3; T-B16): rows of a section, and what each kind gives.
#include "secrets/provider.h"

#include <unistd.h>

#include "../adapter/scripts.h"
#include "../error_of.h"
#include "../temporary_directory.h"
#include "config/yaml.h"
#include "fixtures.h"

using namespace pkit;

namespace {

secrets::Providers providers_in(const std::string& text, const Path& home, std::string* faults = nullptr) {
  config::Faults found("pkit.yaml");
  const Value root = config::parse_yaml(text, "pkit.yaml");
  secrets::Providers providers = secrets::read_providers(root, home, geteuid(), found);
  if (faults)
    for (const Fault& fault : found.list()) *faults += fault.code + " ";
  return providers;
}

struct House {
  test::TemporaryDirectory directory;
  World world = real_world();
  std::optional<Path> credentials = std::nullopt;

  Secret ask(const secrets::Providers& providers, const std::string& source) const {
    return secrets::ask(providers, secrets::read_reference(source), {directory.path(), world, geteuid(), credentials});
  }
};

}  // namespace

TEST_CASE("a provider is of one kind, and what the kind needs is there") {
  const adapter::Scripts scripts;
  scripts.script("vault", "cat");
  scripts.script("plain", "cat", 0644);
  scripts.script("open", "cat", 0757);
  std::filesystem::create_directory(scripts.directory() / "secrets");
  struct Row {
    const char *text, *faults;
  };
  for (const auto& [text, expected] : {
           Row{"v: { exec: [vault, --mount, kv], timeout: 5s, config: { address: a } }", ""},
           Row{"v: { file: secrets }", ""},
           Row{"v: { systemd: true }", ""},
           Row{"v: { }", "secret.kind "},
           Row{"v: { file: secrets, systemd: true }", "secret.kind "},
           Row{"v: { systemd: false }", "secret.kind "},
           Row{"v: { file: secrets, timeout: 5s }", "secret.kind "},
           Row{"v: { systemd: true, config: { a: b } }", "secret.kind "},
           Row{"v: { file: absent }", "secret.directory "},
           Row{"v: { exec: [absent] }", "adapter.program "},
           Row{"v: { exec: [plain] }", "adapter.program "},
           Row{"v: { exec: [open] }", "adapter.writable "},
           Row{"v: { exec: [] }", "adapter.program "},
           Row{"v: { exec: [vault], timeout: 1h }", "config.bounds "},
           Row{"v: { exec: [vault], tiemout: 1s }", "config.unknown "},
           Row{"a b: { systemd: true }", "secret.name "},
           Row{"[ v ]", "config.type "},
       }) {
    CAPTURE(text);
    std::string faults;
    providers_in(text, scripts.directory(), &faults);
    CHECK(faults == expected);
  }
}

TEST_CASE("a file of a directory, which its owner alone may read") {
  House house;
  std::filesystem::create_directory(house.directory / "secrets");
  test::write(house.directory / "secrets" / "web", "hunter2\n", Mode::secret);
  test::write(house.directory / "secrets" / "open", "hunter2\n", Mode::shared);
  test::write(house.directory / "outside", "hunter2\n", Mode::secret);
  const secrets::Providers providers = providers_in("disk: { file: secrets }", house.directory.path());
  CHECK(house.ask(providers, R"(secret:disk{"name":"web"})").reveal() == "hunter2\n");
  struct Row {
    const char *source, *verdict;
  };
  for (const auto& [source, verdict] : {
           Row{R"(secret:disk{"name":"absent"})", "10 secret.unavailable"},
           Row{R"(secret:disk{"name":"open"})", "10 secret.unavailable"},
           Row{R"(secret:disk{"name":"../outside"})", "10 secret.parameters"},
           Row{R"(secret:disk{"name":".."})", "10 secret.parameters"},
           Row{R"(secret:disk{"name":""})", "10 secret.parameters"},
           Row{R"(secret:disk{"name":"web","nmae":"x"})", "10 secret.parameters"},
           Row{"secret:disk{}", "10 secret.parameters"},
           Row{"secret:disc{}", "10 secret.provider"},
       }) {
    CAPTURE(source);
    CHECK(test::verdict([&, s = source] { house.ask(providers, s); }) == verdict);
  }
}

TEST_CASE("a credential of systemd, under the name that it was encrypted under") {
  House house;
  const secrets::Providers providers = providers_in("unit: { systemd: true }", house.directory.path());
  const std::string source = R"(secret:unit{"name":"pkit-web"})";
  const Error none = test::error_of([&] { house.ask(providers, source); });
  CHECK(test::verdict_of(none) == "10 secret.unavailable");
  CHECK(none.hint().find("systemd-creds encrypt --name=pkit-web") != std::string::npos);
  house.credentials = house.directory.path();
  CHECK(test::verdict([&] { house.ask(providers, source); }) == "10 secret.unavailable");
  test::write(house.directory / "pkit-web", "hunter2", Mode::secret);
  CHECK(house.ask(providers, source).reveal() == "hunter2");
}

TEST_CASE("a program is asked by document B's two maps, under an adapter's limits") {
  const adapter::Scripts scripts;
  const World world = real_world();
  const std::optional<Path> none;
  const auto ask = [&](const std::string& body, const char* section = "config: { address: a }") {
    scripts.script("vault", body);
    const auto providers =
        providers_in(std::string("v: { exec: [vault], timeout: 500ms, ") + section + " }", scripts.directory());
    return std::string(secrets::ask(providers, secrets::read_reference(R"(secret:v{"path":"pki/web"})"),
                                    {scripts.directory(), world, geteuid(), none})
                           .reveal());
  };
  // What came in goes back, in the program's own words, so that this is what the program was sent.
  CHECK(
      ask(R"x(sed 's/.*"procedure":"\([A-Za-z]*\)","parameters":\[\(.*\)\],"config".*/{"password":"\1","x-sent":\2}/')x") ==
      "GetPassword");
  CHECK(
      ask(R"(grep -q '{"instanceParameters":{"path":"pki/web"},"initializationInfo":{"address":"a"}}' && echo '{"password":"yes"}')") ==
      "yes");
  CHECK(ask(R"(printf '%s' '{"password":"with \n in it\n","x-lease":"1h"}')") == "with \n in it\n");
  struct Row {
    const char *body, *what;
  };
  for (const auto& [body, what] : {
           Row{"echo hunter2 >&2; echo hunter2; exit 3", "ended with 3"},
           Row{"echo hunter2; kill -9 $$", "was ended by signal 9"},
           Row{"echo '{\"password\":\"hunter2\"}'; sleep 60", "did not end"},
           Row{"echo hunter2", "its answer is not JSON"},
           Row{"echo '{\"password\":\"hunter2\",\"password\":\"hunter2\"}'", "its answer is not JSON"},
           Row{"echo '\"hunter2\"'", "its answer is not {"},
           Row{"echo '{\"pasword\":\"hunter2\"}'", "its answer is not {"},
           Row{"echo '{\"password\":[\"hunter2\"]}'", "its answer is not {"},
           Row{"echo '{\"password\":\"hunter2\",\"error\":\"no\"}'", "its answer is not {"},
           Row{"echo '{}'", "its answer is not {"},
           Row{"echo '{\"error\":\"permission denied\"}'", "it says: permission denied"},
           Row{"printf '{\"password\":\"%s\"}' \"$(head -c 5000 /dev/zero | tr '\\0' x)\"", "its password is longer"},
       }) {
    CAPTURE(body);
    const Error e = test::error_of([&, b = body] { ask(b); });
    CHECK(test::verdict_of(e) == "10 secret.unavailable");
    CHECK(std::string(e.what()).find(what) != std::string::npos);
    CHECK((std::string(e.what()) + e.hint()).find("hunter2") == std::string::npos);
  }
}
