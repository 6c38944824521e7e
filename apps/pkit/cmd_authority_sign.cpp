// pkit authority sign: a certificate for a subordinate CA.
#include "ca/authorities.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct SignOptions {
  pkit::SignAuthorityRequest request;
  std::string csr, issuer_key, issuer_passphrase;
  Target target;
};

pkit::Outcome sign(Context& context, SignOptions& o) {
  if (o.request.path_length < 0 || o.request.path_length > 20)
    throw Error(Kind::usage, "option.value", "--path-length is not between 0 and 20");
  o.request.csr = read_document(context, o.csr);
  o.request.csr_name = o.csr;
  o.request.issuer.file = absolute_path(o.issuer_key);
  if (!o.issuer_passphrase.empty()) o.request.issuer.passphrase = secret_source(o.issuer_passphrase);
  check_target(context, o.target, "");
  pkit::Outcome outcome = pkit::sign_authority(context.session(), o.request);
  if (outcome.certificate.empty() || !o.target.is_file()) return outcome;
  const std::string pem = outcome.data.text_or("pem");
  if (o.target.force)
    replace_file(o.target.path, as_bytes(pem), Mode::shared);
  else
    create_file(o.target.path, as_bytes(pem), Mode::shared);
  outcome.data.set("file", o.target.path);
  return outcome;
}

int show_signed(Context& context, const SignOptions& o, const pkit::Outcome& outcome) {
  return context.output.show(outcome, [&](Screen& screen) {
    if (outcome.data["would"].is_map())
      return print_thing(screen, "dry run: nothing was changed; it would be", outcome.data["would"]);
    if (!o.target.is_file()) return screen.pem(outcome.certificate);
    print_thing(screen, "signed, and written to " + o.target.path, outcome.data["authority"]);
  });
}

}  // namespace

Run bind_authority_sign(Options& options) {
  auto o = std::make_shared<SignOptions>();
  options.file("--csr", "FILE", "the request of the CA to be", o->csr).must_be_given();
  options.text("--under", "AUTHORITY", "what issued this one signs, or it itself where it is a root", o->request.under)
      .must_be_given()
      .completes(Completion::authority);
  options.file("--issuer-key", "FILE", "the key that signs", o->issuer_key).must_be_given();
  options.file("--issuer-passphrase-file", "FILE", "its passphrase; by default that of the authority's keys",
               o->issuer_passphrase);
  options.number("--path-length", "how many CAs there may be below it, 0 by default", o->request.path_length);
  options.text("--not-after", "TIME", "its end: a time, or a duration from now", o->request.not_after).must_be_given();
  options.texts("--permit", "SUBTREE", "names below it must be in one of these: dns:corp.example, ip:10.0.0.0/8",
                o->request.permitted);
  options.texts("--exclude", "SUBTREE", "names below it may be in none of these", o->request.excluded);
  options.file("--out", "FILE", "write the certificate there", o->target.path);
  options.flag("--force", "replace what is there already", o->target.force);
  options.flag("--dry-run", "tell what would happen, but change nothing", o->request.common.dry_run);
  return [o](Context& context) { return show_signed(context, *o, sign(context, *o)); };
}

}  // namespace pkit::app
