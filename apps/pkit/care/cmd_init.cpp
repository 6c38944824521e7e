// pkit init: a home from nothing.
#include <unistd.h>

#include "authority/ceremony.h"
#include "care/join.h"
#include "care/operations.h"
#include "home/process.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/system.h"
#include "pkit/terminal.h"
#include "pkit/verbs.h"
#include "store/engines.h"
#include "x509/pkcs12.h"
#include "x509/san.h"

namespace pkit::app {

namespace {

struct InitOptions {
  std::string name, passphrase_file, root_out, base_url;
  std::string key_type, root_key_type, subject, root_subject, root_passphrase_file;
  std::int64_t years = 10, root_years = 20;
  std::string import_cert, import_key, import_chain, import_crl, import_passphrase_file, import_alias;
  std::optional<Duration> root_next_update;
  std::string store, join, from;
  bool no_passphrase = false, if_missing = false, test_clock = false;
};

void take_passphrase(const InitOptions& o, pkit::InitRequest& request) {
  if (!o.passphrase_file.empty() && o.no_passphrase)
    throw Error(Kind::usage, "option.combination", "--passphrase-file and --no-passphrase exclude each other");
  if (o.no_passphrase) return;
  // With --if-missing a home that is there is only looked at, and needs no passphrase.
  for (const char* name : {"pkit.db", "pkit.state"})
    if (o.if_missing && std::filesystem::exists(request.directory / name)) return;
  if (o.passphrase_file.empty()) {
    request.passphrase = ask_new_secret("passphrase for the CA keys");
    request.passphrase_source = "prompt";
    return;
  }
  if (!std::filesystem::is_regular_file(o.passphrase_file) && std::filesystem::exists(o.passphrase_file))
    throw Error(Kind::usage, "option.value", o.passphrase_file + " is no ordinary file, and pkit.yaml is to name it",
                "every later command reads the passphrase there: keep it in a file");
  request.passphrase_source = secret_source(o.passphrase_file);
  request.passphrase = secrets::read_secret(request.passphrase_source, key_access());
  if (request.passphrase->empty()) throw Error(Kind::usage, "option.value", o.passphrase_file + " holds no passphrase");
}

bool lies_below(const Path& file, const Path& directory) {
  const std::string inner = std::filesystem::weakly_canonical(file).string();
  return inner.starts_with(std::filesystem::weakly_canonical(directory).string() + "/");
}

void warn_if_together(pkit::Outcome& outcome, const InitOptions& o, const pkit::InitRequest& request) {
  if (o.passphrase_file.empty()) return;
  for (const Path& directory : {request.directory, request.root_directory.value_or(request.directory)})
    if (lies_below(absolute_path(o.passphrase_file), directory))
      return outcome.warnings.push_back("a key and its passphrase lie together in " + directory.string() +
                                        ": whoever reads one reads both");
}

constexpr std::size_t kCrlLimit = 64 << 20;

void require_import(const InitOptions& o) {
  const auto wrong = [](const char* what) { throw Error(Kind::usage, "option.combination", what); };
  if (o.import_cert.empty() && o.import_key.empty()) {
    if (!o.import_chain.empty() || !o.import_crl.empty() || !o.import_passphrase_file.empty() ||
        !o.import_alias.empty())
      wrong("--import-chain, --import-crl, --import-passphrase-file and --import-alias go with --import-cert");
    return;
  }
  if (o.import_cert.empty()) wrong("--import-key goes with --import-cert");
  const bool shaped = !o.subject.empty() || !o.root_subject.empty() || !o.root_key_type.empty() ||
                      !o.root_passphrase_file.empty() || o.years != InitOptions().years ||
                      o.root_years != InitOptions().root_years;
  if (!o.name.empty() || !o.key_type.empty() || !o.root_out.empty() || o.root_next_update || shaped)
    wrong(
        "a CA that is taken over has its name and key; --name, --key-type, --root-out and --root-next-update are for "
        "new ones");
  if (o.test_clock) wrong("--test-clock marks CAs for good, and cannot mark one that is there already");
}

void take_import(Context& context, const InitOptions& o, pkit::InitRequest& request) {
  require_import(o);
  if (o.import_cert.empty()) return;
  pkit::ImportRequest imported;
  imported.certificate = read_document(context, o.import_cert);
  const bool pkcs12 = x509::is_pkcs12(as_bytes(imported.certificate));
  if (pkcs12 != o.import_key.empty())
    throw Error(Kind::usage, "option.combination",
                pkcs12 ? "--import-cert is a PKCS#12 file, which has its key in it"
                       : "--import-cert and --import-key go together, unless the first is a PKCS#12 file");
  if (!pkcs12 && !o.import_alias.empty())
    throw Error(Kind::usage, "option.combination", "--import-alias goes with a PKCS#12 file only");
  imported.alias = o.import_alias;
  if (!pkcs12) imported.key = read_document(context, o.import_key);
  if (!o.import_chain.empty()) imported.chain = read_document(context, o.import_chain);
  if (!o.import_crl.empty()) imported.crls = read_file(o.import_crl, kCrlLimit);
  if (!o.import_passphrase_file.empty()) imported.key_passphrase = secret_in(context, o.import_passphrase_file);
  request.imported = std::move(imported);
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

/// A test home's CAs must say so, in whatever name they have.
void take_shape(const InitOptions& o, pkit::InitRequest& request) {
  const auto years = [](const char* option, std::int64_t given) {
    if (given < 1 || given > 50)
      throw Error(Kind::usage, "option.value",
                  std::string(option) + ": " + std::to_string(given) + " is not between 1 and 50");
    return given;
  };
  if (o.test_clock && !(o.subject.empty() && o.root_subject.empty()))
    throw Error(Kind::usage, "option.combination",
                "--test-clock marks the CAs' names; --subject and --root-subject would not");
  if (!o.root_passphrase_file.empty() && o.no_passphrase)
    throw Error(Kind::usage, "option.combination", "--root-passphrase-file and --no-passphrase exclude each other");
  request.subject = o.subject;
  request.root_subject = o.root_subject;
  request.root_key_type = o.root_key_type;
  request.years = years("--years", o.years);
  request.root_years = years("--root-years", o.root_years);
}

/// The CA is another home's: nothing of a new one can be asked for.
pkit::Outcome join_home(Context& context, const InitOptions& o) {
  if (o.from.empty())
    throw Error(Kind::usage, "option.combination",
                "--join needs --from DIR, with pkit.yaml and ca/ of another host's home");
  const InitOptions none;
  bool more = o.no_passphrase || o.test_clock || o.if_missing || o.years != none.years ||
              o.root_years != none.root_years || o.root_next_update;
  for (const std::string* text :
       {&o.name, &o.store, &o.root_out, &o.base_url, &o.passphrase_file, &o.subject, &o.key_type, &o.root_subject,
        &o.root_key_type, &o.root_passphrase_file, &o.import_cert, &o.import_key, &o.import_chain, &o.import_crl,
        &o.import_passphrase_file, &o.import_alias})
    more = more || !text->empty();
  if (more) throw Error(Kind::usage, "option.combination", "--join takes the CA as it is, and only --from with it");
  store::place_named(o.join);
  return pkit::join(context.world, ::geteuid(), {context.home_path(), o.join, absolute_path(o.from), key_access()});
}

pkit::Outcome make_home(Context& context, const InitOptions& o) {
  if (!o.join.empty()) return join_home(context, o);
  if (!o.from.empty()) throw Error(Kind::usage, "option.combination", "--from goes with --join only");
  require_url(o.base_url);
  pkit::InitRequest request;
  request.directory = context.home_path();
  request.name = o.name.empty() ? host_name() : o.name;
  if (!o.key_type.empty()) request.key_type = o.key_type;
  request.base_url = o.base_url;
  take_shape(o, request);
  request.if_missing = o.if_missing;
  request.store = o.store;
  if (!o.store.empty()) store::place_named(o.store);
  request.root_next_update = o.root_next_update.value_or(kRootCrlLife);
  request.test_clock = o.test_clock;
  if (!o.root_out.empty()) request.root_directory = absolute_path(o.root_out);
  take_import(context, o, request);
  take_passphrase(o, request);
  if (!o.root_passphrase_file.empty()) request.root_passphrase = secret_in(context, o.root_passphrase_file);
  const World world = clock_of(context, o);
  const pkit::Home owner{request.directory, ::geteuid()};
  pkit::Outcome outcome =
      pkit::init(world, ::geteuid(), pkit::actor_of(owner, ::getuid(), environment("SUDO_UID")), request);
  warn_if_together(outcome, o, request);
  return outcome;
}

void print_next_steps(Screen& screen, const Context& context, const Value& data, const std::string& base_url) {
  const std::string home = context.globals.home.empty() ? "" : " --home " + context.home_path().string();
  screen.line("");
  screen.line("next:");
  screen.line("  pkit issue --csr host.csr --profile server --out host.crt" + home + "     (a TLS server's)");
  screen.line("  pkit register --client-machine NAME --csr host.csr" + home);
  screen.line("  pkit config check" + home + "     (after each change of pkit.yaml)");
  if (base_url.empty()) return;
  const std::string base = base_url + (base_url.ends_with("/") ? "" : "/");
  screen.line("");
  screen.line("to be published, since certificates name it:");
  screen.line("  " + data.text_or("issuerUrl") + "     (" + (context.home_path() / "ca/issuing.crt").string() + ")");
  screen.line("  " + base + "issuing.crl     (pkit crl --issuer current --form der --out issuing.crl --if-due" + home +
              ")");
}

void print_home(Screen& screen, const Context& context, const Value& data, const std::string& base_url) {
  const bool made = !data["created"].is_bool() || data["created"].as_bool();
  print_thing(screen, (made ? "made " : "there is ") + data.text_or("home", context.home_path().string()), data,
              {"home", "created", "issuerUrl"});
  if (made) print_next_steps(screen, context, data, base_url);
}

}  // namespace

Run bind_init(Options& options) {
  auto o = std::make_shared<InitOptions>();
  options.text("--name", "NAME", "begins the names of both CAs; by default the host's name", o->name);
  options.text("--subject", "NAME", "the issuing CA's whole name, as CN=Acme Issuing CA,O=Acme,C=DE", o->subject);
  options.text("--root-subject", "NAME", "the root's", o->root_subject);
  options.choice("--key-type", "TYPE", authority::ca_key_types(), "of both CA keys", o->key_type);
  options.choice("--root-key-type", "TYPE", authority::ca_key_types(), "of the root's key", o->root_key_type);
  options.number("--years", "how long the issuing CA lives, 10 by default", o->years);
  options.number("--root-years", "how long the root lives, 20 by default", o->root_years);
  options.file("--passphrase-file", "FILE", "encrypt the CA keys with the passphrase in FILE", o->passphrase_file);
  options.file("--root-passphrase-file", "FILE", "the root's key has this passphrase of its own",
               o->root_passphrase_file);
  options.flag("--no-passphrase", "leave the CA keys unencrypted", o->no_passphrase);
  options.directory("--root-out", "DIR", "put the root's key and certificate there", o->root_out);
  options.text("--base-url", "URL", "where clients will find issuing.crt and issuing.crl", o->base_url);
  options.file("--import-cert", "FILE", "take over the CA of this certificate, or of this PKCS#12 file, and make none",
               o->import_cert);
  options.file("--import-key", "FILE", "its private key, of which the home gets a copy", o->import_key);
  options.file("--import-chain", "FILE", "the certificates above it, each followed by its issuer", o->import_chain);
  options.file("--import-crl", "FILE",
               "the last CRL of each of them: what they revoked stays revoked, and numbers go on", o->import_crl);
  options.file("--import-passphrase-file", "FILE", "the passphrase of --import-key, or of the PKCS#12 file",
               o->import_passphrase_file);
  options.text("--import-alias", "NAME", "of a PKCS#12 file with several keys: which one", o->import_alias);
  options.as<AsCrlLife>("--root-next-update", "until when the root's first CRL is good, 365d by default",
                        o->root_next_update);
  options.text("--store", "ENGINE:WHERE", "a server keeps the state, as postgresql:SERVICE, and no file", o->store);
  options.text("--join", "ENGINE:WHERE", "another host's home of the CA whose state is there", o->join);
  options.directory("--from", "DIR", "with --join: pkit.yaml and ca/ of the other host's home", o->from);
  options.flag("--if-missing", "succeed where a sound home is there already", o->if_missing);
  options.flag("--test-clock", "a home for tests, marked so for good: --now works everywhere", o->test_clock);
  return [o](Context& context) {
    const pkit::Outcome outcome = make_home(context, *o);
    return context.output.show(outcome,
                               [&](Screen& screen) { print_home(screen, context, outcome.data, o->base_url); });
  };
}

}  // namespace pkit::app
