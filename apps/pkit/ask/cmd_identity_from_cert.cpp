// pkit identity-from-cert: who a certificate is about, as document D's two objects; told only of what is verified.
#include "ask/identify.h"
#include "base/file.h"
#include "bridge/ask.h"
#include "pkit/ask/path_options.h"
#include "pkit/decision.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

constexpr std::size_t kMapLimit = 64 * 1024;

struct IdentityOptions {
  std::vector<std::string> files;
  PathOptions path;
  std::string map;
  bool unverified = false;
};

void print_identity(Screen& screen, const Value& data) {
  const std::string how = data["verified"] == Value(true) ? "" : " (not verified)";
  if (data["identity"].is_map()) print_thing(screen, data.text_or("file") + how, data["identity"]);
  if (data["certificate"].is_map())
    print_thing(screen, data.text_or("file") + ": certificate" + how, data["certificate"],
                {"base64", "publicKey", "signature"});
}

int show_each(Context& context, const IdentityOptions& o, const std::function<Outcome(const IdentifyRequest&)>& ask) {
  const identity::Map map =
      o.map.empty() ? identity::default_map() : identity::read_map(read_file(o.map, kMapLimit), o.map);
  const Judge judge = [&](const std::string& file) {
    return ask({{document_name(file), read_document(context, file)}, map});
  };
  return each_item(o.files, judge, [&](const Outcome& outcome) {
    return context.output.show(outcome, [&](Screen& screen) { print_identity(screen, outcome.data); });
  });
}

/// By the realm: its procedure, or what it kept (D25 to D28).
void ask_realm(Context& context, const IdentityOptions& o, const IdentifyRequest& request, Outcome& outcome) {
  if (o.path.realm.empty() || outcome.error) return;
  const pkit::Setup setup = *realm_setup(context, o.path);
  outcome.data.set("identity",
                   bridge::identity_in(context.session(), setup, o.path.realm, certificates_in(request.file).front()));
  outcome.warnings.clear();
}

bool is_judged(const PathOptions& o) {
  return !o.roots.empty() || !o.intermediates.empty() || !o.crls.empty() || !o.require_crl.empty() ||
         !o.purpose.empty() || !o.realm.empty() || o.at || o.lenient;
}

int identify_all(Context& context, const IdentityOptions& o) {
  if (o.unverified && is_judged(o.path))
    throw Error(Kind::usage, "option.combination", "--unverified goes with none of the options that verify");
  if (!o.map.empty() && !o.path.realm.empty())
    throw Error(Kind::usage, "option.combination", "--map and --realm both say whose it is");
  if (o.unverified) return show_each(context, o, read_identity);
  std::vector<std::string> warnings;
  const path::Pool pool = read_pool(context, o.path, warnings);
  path::Validator validator(pool);
  const path::Question question = question_of(context, o.path);
  return show_each(context, o, [&](const IdentifyRequest& request) {
    Outcome outcome = o.path.roots.empty() ? identity_of_issued(context.session(), request, validator, question)
                                           : verified_identity(request, validator, question);
    ask_realm(context, o, request, outcome);
    outcome.warnings.insert(outcome.warnings.end(), warnings.begin(), warnings.end());
    return outcome;
  });
}

}  // namespace

Run bind_identity_from_cert(Options& options) {
  auto o = std::make_shared<IdentityOptions>();
  options.arguments("FILE", "a certificate, and perhaps what lies above it; - is standard input", o->files)
      .must_be_given()
      .completes(Completion::file);
  options.flag("--unverified", "tell what it says, and verify nothing", o->unverified);
  options.file("--map", "FILE", "YAML: which of its names is the user's", o->map);
  declare_path(options, o->path);
  return [o](Context& context) { return identify_all(context, *o); };
}

}  // namespace pkit::app
