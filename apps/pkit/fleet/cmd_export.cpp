// pkit export: a kept key with its certificate and chain, as PKCS#12.
#include "kept/operations.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/fleet_verbs.h"
#include "pkit/render.h"
#include "x509/pkcs12.h"

namespace pkit::app {

namespace {

struct ExportOptions {
  ExportRequest request;
  std::string passphrase_file, password_file, alias;
  Target p12;
};

void write_p12(const ExportOptions& o, const ExportedKey& exported, const Secret& password) {
  const Outcome& outcome = exported.outcome;
  const Secret made =
      x509::make_pkcs12({.key_pem = exported.key_pem.reveal(),
                         .passphrase = Secret(),
                         .certificate = outcome.certificate,
                         .chain = outcome.chain,
                         .friendly_name = o.alias.empty() ? outcome.data["key"].text_or("subject") : o.alias},
                        password);
  if (o.p12.force)
    replace_file(o.p12.path, as_bytes(made.reveal()), Mode::secret);
  else
    create_file(o.p12.path, as_bytes(made.reveal()), Mode::secret);
}

int run_export(Context& context, ExportOptions& o) {
  if (!o.passphrase_file.empty()) o.request.passphrase = secret_in(context, o.passphrase_file);
  const Secret password = secret_in(context, o.password_file);
  if (password.reveal().empty())
    throw Error(Kind::usage, "kept.passphrase", "the password of the PKCS#12 file is empty");
  if (!o.p12.is_file()) throw Error(Kind::usage, "option.combination", "--p12 needs a file");
  check_target(context, o.p12, "");
  o.request.word = certificate_word(context, o.request.word);
  ExportedKey exported = export_key(context.session(), o.request);
  write_p12(o, exported, password);
  exported.outcome.data.set("file", o.p12.path);
  return context.output.show(exported.outcome, [&](Screen& screen) {
    screen.line(exported.outcome.data["key"].text_or("id") + " is in " + o.p12.path + ", with its certificate and " +
                std::to_string(exported.outcome.chain.size()) + " above it");
  });
}

}  // namespace

Run bind_export(Options& options) {
  auto o = std::make_shared<ExportOptions>();
  options.argument("WORD", "the key's ID, or its certificate's serial, file or machine", o->request.word)
      .must_be_given()
      .completes(Completion::kept);
  options.file("--p12", "FILE", "write key, certificate and chain there, as PKCS#12", o->p12.path).must_be_given();
  options.file("--p12-password-file", "FILE", "encrypt it with the password in FILE", o->password_file).must_be_given();
  options.text("--alias", "NAME", "what the entry is called; by default the subject", o->alias);
  options.file("--key-passphrase-file", "FILE", "under which the key is kept, if not that of kept_keys in pkit.yaml",
               o->passphrase_file);
  options.flag("--force", "replace what is there already", o->p12.force);
  return [o](Context& context) { return run_export(context, *o); };
}

}  // namespace pkit::app
