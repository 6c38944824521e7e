// pkit store put, take and restore: one entry of a store comes, is replaced, or goes; and one step back.
#include "certstores/operations.h"
#include "pkit/context.h"
#include "pkit/decision.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/store_verbs.h"
#include "x509/private_key.h"

namespace pkit::app {

namespace {

struct PutOptions {
  certstores::PutRequest request;
  std::string certificate, key, key_passphrase_file, chain, pkcs12, pkcs12_password_file;
};

void require_form(const PutOptions& o) {
  const auto refuse = [](const char* what) {
    throw Error(Kind::usage, "option.combination", what,
                "--cert FILE [--key FILE] [--chain FILE], or --p12 FILE --p12-password-file FILE");
  };
  if (o.certificate.empty() == o.pkcs12.empty()) refuse("one of --cert and --p12 is needed");
  if (o.pkcs12.empty() != o.pkcs12_password_file.empty()) refuse("--p12 and --p12-password-file go together");
  if (!o.pkcs12.empty() && !(o.key.empty() && o.chain.empty())) refuse("--p12 has its key and chain in it");
  if (o.key.empty() && !o.key_passphrase_file.empty()) refuse("--key-passphrase-file goes with --key");
  if (o.pkcs12.empty() && !o.request.material.pkcs12_alias.empty()) refuse("--p12-alias goes with --p12");
}

void read_material(Context& context, PutOptions& o) {
  certstores::Material& material = o.request.material;
  if (!o.pkcs12.empty()) {
    material.pkcs12 = Secret(read_document(context, o.pkcs12));
    material.pkcs12_password = secret_in(context, o.pkcs12_password_file);
    return;
  }
  material.certificate = read_document(context, o.certificate);
  material.certificate_name = document_name(o.certificate);
  if (!o.chain.empty()) {
    material.chain = read_document(context, o.chain);
    material.chain_name = document_name(o.chain);
  }
  if (!o.key.empty()) material.key = Secret(read_document(context, o.key));
  if (!o.key_passphrase_file.empty()) material.key_passphrase = secret_in(context, o.key_passphrase_file);
}

int show_change(Context& context, const Outcome& outcome) {
  return context.output.show(outcome, [&](Screen& screen) {
    const Value& data = outcome.data;
    const bool changed = data["changed"].as_bool();
    const char* what = !changed ? "unchanged" : data["dryRun"].is_bool() ? "would be changed" : "changed";
    print_thing(screen, data.text_or("store") + " " + what, data,
                {"store", "Result", "changed", "dryRun", "certificate"});
  });
}

void declare_common(Options& options, std::string& expect_digest, Common& common) {
  options.text("--expect-digest", "SHA256", "change it only if it is what an inventory found", expect_digest);
  options.flag("--dry-run", "tell what would happen, but change nothing", common.dry_run);
}

}  // namespace

Run bind_store_put(Options& options) {
  auto o = std::make_shared<PutOptions>();
  options.argument("STORE", "name or id", o->request.store).must_be_given();
  options.file("--cert", "FILE", "the certificate; further ones in the file are its chain", o->certificate);
  options.file("--key", "FILE", "its key; without it the key that is there stays", o->key);
  options.file("--key-passphrase-file", "FILE", "the passphrase of --key", o->key_passphrase_file);
  options.file("--chain", "FILE", "the certificates above it", o->chain);
  options.file("--p12", "FILE", "key, certificate and chain as PKCS#12, in place of all that", o->pkcs12);
  options.file("--p12-password-file", "FILE", "the password of --p12", o->pkcs12_password_file);
  options.text("--p12-alias", "ALIAS", "which of its keys", o->request.material.pkcs12_alias);
  options.text("--alias", "ALIAS", "the entry that it becomes, or replaces", o->request.alias);
  options.flag("--overwrite", "replace what is there already", o->request.overwrite);
  declare_common(options, o->request.expect_digest, o->request.common);
  return [o](Context& context) {
    require_form(*o);
    read_material(context, *o);
    return show_change(context, certstores::put_entry(context.session(), o->request));
  };
}

Run bind_store_take(Options& options) {
  auto request = std::make_shared<certstores::TakeRequest>();
  options.argument("STORE", "name or id", request->store).must_be_given();
  options.argument("ALIAS", "the entry's, or a fingerprint of its certificate", request->alias).must_be_given();
  declare_common(options, request->expect_digest, request->common);
  return
      [request](Context& context) { return show_change(context, certstores::take_entry(context.session(), *request)); };
}

Run bind_store_reenroll(Options& options) {
  auto request = std::make_shared<certstores::ReenrollRequest>();
  options.argument("STORE", "name or id", request->store).must_be_given();
  options.text("--alias", "ALIAS", "the entry whose key is to be another", request->alias);
  options.choice("--key-type", "TYPE", x509::new_key_words(), "what kind of key is made; without it as the present one",
                 request->key_type);
  options.flag("--explain", "tell how it was decided", request->common.explain);
  options.flag("--dry-run", "decide and tell what would happen, but change nothing", request->common.dry_run);
  return [request](Context& context) {
    Outcome outcome = certstores::reenroll(context.session(), *request);
    if (!outcome.data["store"].is_text()) return present(context, std::move(outcome), request->common);
    return show_change(context, outcome);
  };
}

Run bind_store_restore(Options& options) {
  auto request = std::make_shared<certstores::RestoreRequest>();
  options.argument("STORE", "name or id", request->store).must_be_given();
  declare_common(options, request->expect_digest, request->common);
  return [request](Context& context) {
    return show_change(context, certstores::restore_store(context.session(), *request));
  };
}

}  // namespace pkit::app
