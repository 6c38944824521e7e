// pkit store put, take and restore: one entry of a store comes, is replaced, or goes; and one step back.
#include "certstores/rows.h"
#include "pkit/decision.h"
#include "pkit/files.h"
#include "pkit/local_command.h"
#include "pkit/store_verbs.h"

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

void print_store_change(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  const bool changed = data["changed"].as_bool();
  const char* what = !changed ? "unchanged" : data["dryRun"].is_bool() ? "would be changed" : "changed";
  print_thing(screen, data.text_or("store") + " " + what, data,
              {"store", "Result", "changed", "dryRun", "certificate"});
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
  options.text("--expect-digest", "SHA256", "change it only if it is what an inventory found",
               o->request.expect_digest);
  options.flag("--dry-run", "tell what would happen, but change nothing", o->request.common.dry_run);
  return [o](Context& context) {
    require_form(*o);
    read_material(context, *o);
    const Outcome outcome = certstores::put_entry(context.session(), o->request);
    return context.output.show(outcome, [&](Screen& screen) { print_store_change(screen, outcome); });
  };
}

Run bind_store_take(Options& options) { return bind_local<certstores::kTakeEntry, print_store_change>(options); }

Run bind_store_reenroll(Options& options) {
  auto command = std::make_shared<LocalCommand>(certstores::kReenroll);
  declare_local(options, *command);
  return [command](Context& context) {
    Outcome outcome = ask_local(context, *command);
    if (!outcome.data["store"].is_text())
      return present(context, std::move(outcome), command->operation.common(command->request.get()));
    return context.output.show(outcome, [&](Screen& screen) { print_store_change(screen, outcome); });
  };
}

Run bind_store_restore(Options& options) { return bind_local<certstores::kRestoreStore, print_store_change>(options); }

}  // namespace pkit::app
