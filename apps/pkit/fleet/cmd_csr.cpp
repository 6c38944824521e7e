// pkit csr: keys that pkit makes and keeps for a certificate of any CA, and those of a realm's users.
#include "kept/operations.h"
#include "pkit/decision.h"
#include "pkit/files.h"
#include "pkit/fleet_verbs.h"
#include "pkit/local_command.h"
#include "pkit/realms/csr_for_realm.h"
#include "x509/private_key.h"

namespace pkit::app {

namespace {

struct NewCsrOptions {
  NewCsrRequest request;
  bool keep = false;
  std::string passphrase_file, requirements, key;
  Target out;
};

std::string key_line(const Value& key) {
  std::string line =
      key.text_or("id") + " " + key.text_or("state") + "; " + key.text_or("subject") + ", " + key.text_or("keyType");
  if (key["serial"].is_text())
    line += "; certificate of " + key.text_or("issuer") + ", serial " + key.text_or("serial") + ", until " +
            key.text_or("notAfter");
  return line;
}

/// The same request again finds its own output.
void write_request(const Target& out, const std::string& pem) {
  if (!out.is_file() || pem.empty()) return;
  if (std::filesystem::exists(out.path))
    replace_file(out.path, as_bytes(pem), Mode::shared);
  else
    create_file(out.path, as_bytes(pem), Mode::shared);
}

/// A key is kept, or goes to a file with a request for a realm: never both, never neither.
void check_where(const NewCsrOptions& o) {
  if (o.keep == !o.requirements.empty())
    throw Error(Kind::usage, "option.combination", "csr new makes a key that is kept, or one for a realm",
                "one of --keep-key and --requirements; for a key of your own: openssl req -new");
  if (o.keep != o.key.empty())
    throw Error(Kind::usage, "option.combination", "--out-key is where the key for a realm goes",
                "--requirements FILE --out-key FILE");
  if (o.keep && o.request.key_type.empty())
    throw Error(Kind::usage, "option.missing", "option --key-type is missing", "see pkit help csr new");
  if (!o.keep && (!o.request.subject.empty() || !o.request.sans.empty() || o.request.common.dry_run ||
                  !o.request.common.request_id.empty()))
    throw Error(Kind::usage, "option.combination", "what a realm requires is in its requirements alone",
                "--requirements goes without --subject, --san, --dry-run and --request-id");
}

int run_new(Context& context, NewCsrOptions& o) {
  check_where(o);
  if (!o.keep)
    return make_csr_for_realm(context, {o.requirements, o.request.key_type.empty() ? "ec-p256" : o.request.key_type,
                                        o.key, o.passphrase_file, o.out});
  if (!o.passphrase_file.empty()) o.request.passphrase = secret_in(context, o.passphrase_file);
  check_target(context, o.out, o.request.common.request_id);
  const Outcome outcome = new_csr(context.session(), o.request);
  const std::string pem = outcome.data.text_or("csrPem");
  write_request(o.out, pem);
  return context.output.show(outcome, [&](Screen& screen) {
    if (outcome.data["would"].is_map())
      return print_thing(screen, "dry run: nothing was changed; it would be", outcome.data["would"]);
    screen.line(key_line(outcome.data["key"]));
    if (o.out.is_file()) return;
    for (const std::string& line : split(pem.substr(0, pem.size() - 1), '\n')) screen.line(line);
  });
}

void print_married(Screen& screen, const Outcome& outcome) { screen.line(key_line(outcome.data["key"])); }

}  // namespace

Run bind_csr_new(Options& options) {
  auto o = std::make_shared<NewCsrOptions>();
  options.text("--subject", "DN", "the subject that is asked for, like CN=web1,O=Acme", o->request.subject);
  options.texts("--san", "TYPE:VALUE", "a further name: dns:, ip:, email: or uri:", o->request.sans);
  options.choice("--key-type", "TYPE", x509::new_key_words(),
                 "what kind of key is made; for a realm ec-p256 unless said", o->request.key_type);
  options.flag("--keep-key", "keep the key in the home, encrypted, until its certificate comes", o->keep);
  options.file("--requirements", "FILE", "make what a realm's csr-requirements told; - is standard input",
               o->requirements);
  options.file("--out-key", "FILE", "write the key of --requirements there", o->key);
  options.file("--key-passphrase-file", "FILE", "encrypt it under this, not under that of kept_keys in pkit.yaml",
               o->passphrase_file);
  options.file("--out", "FILE", "write the request there, not to standard output", o->out.path);
  options.flag("--force", "replace what is there already", o->out.force);
  declare_retry(options, o->request.common);
  return [o](Context& context) { return run_new(context, *o); };
}

Run bind_csr_marry(Options& options) { return bind_local<kMarryKey, print_married>(options); }

}  // namespace pkit::app
