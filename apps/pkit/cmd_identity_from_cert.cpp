// pkit identity-from-cert: who a certificate is about, as document D's two objects; told only of what is verified.
#include "ask/identify.h"
#include "base/file.h"
#include "pkit/decision.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

constexpr std::size_t kMapLimit = 64 * 1024;

struct IdentityOptions {
  std::vector<std::string> files;
  std::string map;
  bool unverified = false;
};

void print_identity(Screen& screen, const Value& data) {
  const std::string how = data["verified"] == Value(true) ? "" : " (not verified)";
  if (data["identity"].is_map()) print_thing(screen, data.text_or("file") + how, data["identity"]);
  print_thing(screen, data.text_or("file") + ": certificate" + how, data["certificate"],
              {"base64", "publicKey", "signature"});
}

int identify_all(Context& context, const IdentityOptions& o) {
  const identity::Map map =
      o.map.empty() ? identity::default_map() : identity::read_map(read_file(o.map, kMapLimit), o.map);
  const Judge judge = [&](const std::string& file) {
    const IdentifyRequest request{read_document(context, file), document_name(file), map};
    return o.unverified ? read_identity(request) : identity_of_issued(context.session(), request);
  };
  return each_item(o.files, judge, [&](const Outcome& outcome) {
    return context.output.show(outcome, [&](Screen& screen) { print_identity(screen, outcome.data); });
  });
}

}  // namespace

Run bind_identity_from_cert(Options& options) {
  auto o = std::make_shared<IdentityOptions>();
  options.arguments("FILE", "a certificate; - is standard input", o->files).must_be_given().completes(Completion::file);
  options.flag("--unverified", "tell what it says, and verify nothing", o->unverified);
  options.file("--map", "FILE", "YAML: which of its names is the user's", o->map);
  return [o](Context& context) { return identify_all(context, *o); };
}

}  // namespace pkit::app
