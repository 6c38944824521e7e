// pkit crl: the lists of what is revoked, for servers and for publishing.
#include "pkit/context.h"
#include "pkit/crl_life.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/verbs.h"
#include "revocation/crl.h"

namespace pkit::app {

namespace {

struct CrlOptions {
  CrlRequest request;
  std::string out, form = "pem", root_key, root_passphrase_file;
  std::optional<Duration> next_update, root_next_update;
};

void take_out(Context& context, CrlOptions& o) {
  if (o.out.empty() || o.out == "-") {
    if (o.request.if_due)
      throw Error(Kind::usage, "option.combination", "--if-due needs --out FILE", "it is the file that is due or not");
    if (context.output.format() == Format::json)
      throw Error(Kind::usage, "option.combination", "--format json needs --out FILE", "a CRL may be very large");
    o.request.to = [&](BytesView piece) { context.output.io().out << as_text(piece); };
    return;
  }
  check_not_own(context, o.out);
  o.request.out = absolute_path(o.out);
}

void take(Context& context, CrlOptions& o) {
  o.request.form = o.form == "der" ? CrlForm::der : CrlForm::pem;
  o.request.next_update = crl_life("--next-update", o.next_update, kCrlLife);
  o.request.root_next_update = crl_life("--root-next-update", o.root_next_update, kRootCrlLife);
  if (!o.root_key.empty()) o.request.root_key.file = absolute_path(o.root_key);
  if (!o.root_passphrase_file.empty()) o.request.root_key.passphrase = secret_source(o.root_passphrase_file);
  take_out(context, o);
}

void print_crls(Screen& screen, const Value& data) {
  const std::string file = data.text_or("file");
  if (file.empty()) return;
  if (!data["crls"].is_list()) return screen.line(file + " is up to date, until " + data.text_or("until"));
  for (const Value& crl : data["crls"].items())
    screen.line(file + ": " + text_of(crl["entries"]) + " revoked by " + crl.text_or("issuer") + ", number " +
                crl.text_or("number") + ", until " + crl.text_or("nextUpdate"));
}

}  // namespace

Run bind_crl(Options& options) {
  auto o = std::make_shared<CrlOptions>();
  options
      .text("--authority", "NAME", "of this authority alone; by default of all whose keys are here",
            o->request.authority)
      .completes(Completion::authority);
  options.text("--issuer", "WHICH", "of this issuer alone: current, above, or a certificate's serial",
               o->request.issuer);
  options.choice("--form", "FORM", {"pem", "der"}, "several in one file, by default, or one alone", o->form);
  options.file("--out", "FILE", "where to write them; by default standard output", o->out);
  options.flag("--if-due", "only if FILE is missing, out of date, or half of its time is over", o->request.if_due);
  options.duration("--next-update", "how long they are good for, 7d by default", o->next_update);
  options.file("--root-key", "FILE", "the key of the CA above, to sign its own CRL too", o->root_key);
  options.file("--root-passphrase-file", "FILE", "its passphrase; by default that of the authority's keys",
               o->root_passphrase_file);
  options.duration("--root-next-update", "until when that one is good, 365d by default", o->root_next_update);
  return [o](Context& context) {
    take(context, *o);
    const Outcome outcome = make_crls(context.session(), o->request);
    return context.output.show(outcome, [&](Screen& screen) { print_crls(screen, outcome.data); });
  };
}

}  // namespace pkit::app
