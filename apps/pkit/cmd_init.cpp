// pkit init: a home from nothing.
#include <unistd.h>

#include "lifecycle/operations.h"
#include "pkit/context.h"
#include "pkit/render.h"
#include "pkit/system.h"
#include "pkit/terminal.h"
#include "pkit/verbs.h"
#include "x509/san.h"

namespace pkit::app {

namespace {

struct InitOptions {
  std::string name, passphrase_file, root_out, base_url;
  std::string key_type = "ec-p256";
  bool no_passphrase = false, if_missing = false, test_clock = false;
};

void take_passphrase(const InitOptions& o, lifecycle::InitRequest& request) {
  if (!o.passphrase_file.empty() && o.no_passphrase)
    throw Error(Kind::usage, "option.combination", "--passphrase-file and --no-passphrase exclude each other");
  if (o.no_passphrase) return;
  // With --if-missing a home that is there is only looked at, and needs no passphrase.
  if (o.if_missing && std::filesystem::exists(request.directory / "pkit.db")) return;
  if (o.passphrase_file.empty()) {
    request.passphrase = ask_new_secret("passphrase for the CA keys");
    request.passphrase_source = "prompt";
    return;
  }
  request.passphrase_source = "file:" + absolute(o.passphrase_file).string();
  const authority::KeyAccess access = key_access();
  request.passphrase =
      authority::read_passphrase(request.passphrase_source, access.uid, access.credentials_directory, access.prompt);
  if (request.passphrase->empty()) throw Error(Kind::usage, "option.value", o.passphrase_file + " holds no passphrase");
}

bool lies_below(const Path& file, const Path& directory) {
  const std::string inner = std::filesystem::weakly_canonical(file).string();
  return inner.starts_with(std::filesystem::weakly_canonical(directory).string() + "/");
}

void warn_if_together(lifecycle::Outcome& outcome, const InitOptions& o, const lifecycle::InitRequest& request) {
  if (o.passphrase_file.empty()) return;
  for (const Path& directory : {request.directory, request.root_directory.value_or(request.directory)})
    if (lies_below(absolute(o.passphrase_file), directory))
      return outcome.warnings.push_back("a key and its passphrase lie together in " + directory.string() +
                                        ": whoever reads one reads both");
}

/// The clock of a test home can be set from its first moment on; any other home starts at the real time.
World clock_of(const Context& context, const InitOptions& o) {
  World world = context.world;
  if (!context.globals.now) return world;
  if (!o.test_clock)
    throw Error(Kind::usage, "clock.now", "--now needs --test-clock here",
                "a home for real certificates starts at the real time");
  world.now = [now = *context.globals.now] { return now; };
  return world;
}

void require_url(const std::string& url) {
  const bool begins = url.starts_with("http://") || url.starts_with("https://");
  if (url.empty() || (begins && x509::san_fault({x509::SanType::uri, url}).empty())) return;
  throw Error(Kind::usage, "option.value", "--base-url: '" + url + "' is no URL",
              "write it like http://pki.example/ca");
}

lifecycle::Outcome make_home(Context& context, const InitOptions& o) {
  require_url(o.base_url);
  lifecycle::InitRequest request;
  request.directory = context.home_path();
  request.name = o.name.empty() ? host_name() : o.name;
  request.key_type = o.key_type;
  request.base_url = o.base_url;
  request.if_missing = o.if_missing;
  request.test_clock = o.test_clock;
  if (!o.root_out.empty()) request.root_directory = absolute(o.root_out);
  take_passphrase(o, request);
  const World world = clock_of(context, o);
  const lifecycle::Home owner{request.directory, ::geteuid()};
  lifecycle::Outcome outcome =
      lifecycle::init(world, ::geteuid(), lifecycle::actor_of(owner, ::getuid(), environment("SUDO_UID")), request);
  warn_if_together(outcome, o, request);
  return outcome;
}

void print_next_steps(Screen& screen, const Context& context) {
  const std::string home = context.globals.home.empty() ? "" : " --home " + context.home_path().string();
  screen.line("");
  screen.line("next:");
  screen.line("  pkit issue --csr host.csr --out host.crt" + home);
  screen.line("  pkit register --client-machine NAME --csr host.csr" + home);
  screen.line("  pkit config check" + home + "     (after each change of pkit.yaml)");
}

void print_home(Screen& screen, const Context& context, const Value& data) {
  const bool made = !data["created"].is_bool() || data["created"].as_bool();
  print_thing(screen, (made ? "made " : "there is ") + data.text_or("home", context.home_path().string()), data,
              {"home", "created"});
  if (made) print_next_steps(screen, context);
}

}  // namespace

Run bind_init(Options& options) {
  auto o = std::make_shared<InitOptions>();
  options.text("--name", "NAME", "begins the names of both CAs; by default the host's name", o->name);
  options.choice("--key-type", "TYPE", {"ec-p256", "ec-p384", "rsa-3072", "ed25519"}, "of both CA keys", o->key_type);
  options.file("--passphrase-file", "FILE", "encrypt the CA keys with the passphrase in FILE", o->passphrase_file);
  options.flag("--no-passphrase", "leave the CA keys unencrypted", o->no_passphrase);
  options.directory("--root-out", "DIR", "put the root's key and certificate there", o->root_out);
  options.text("--base-url", "URL", "where clients will find issuing.crt and issuing.crl", o->base_url);
  options.flag("--if-missing", "succeed where a sound home is there already", o->if_missing);
  options.flag("--test-clock", "a home for tests, marked so for good: --now works everywhere", o->test_clock);
  return [o](Context& context) {
    const lifecycle::Outcome outcome = make_home(context, *o);
    return context.output.show(outcome, [&](Screen& screen) { print_home(screen, context, outcome.data); });
  };
}

}  // namespace pkit::app
