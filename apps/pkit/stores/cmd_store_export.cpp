// pkit store export: an entry or a whole store in a file that nobody else can read.
#include "certstores/operations.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/store_verbs.h"

namespace pkit::app {

namespace {

struct StoreExport {
  certstores::StoreExportRequest request;
  std::string password_file;
  Target out;
};

int run_store_export(Context& context, StoreExport& o) {
  if (!o.out.is_file()) throw Error(Kind::usage, "option.combination", "--out needs a file");
  if (!o.password_file.empty()) o.request.password = secret_in(context, o.password_file);
  check_target(context, o.out, "");
  certstores::ExportedStore exported = certstores::export_store(context.session(), o.request);
  create_file(o.out.path, as_bytes(exported.bytes.reveal()), Mode::secret);
  exported.outcome.data.set("file", o.out.path);
  return context.output.show(exported.outcome, [&](Screen& screen) {
    const Value& data = exported.outcome.data;
    screen.line(std::to_string(data["aliases"].items().size()) + " of " + data.text_or("store") + " are in " +
                o.out.path + ", with " + std::to_string(data["keys"].as_int()) + " private keys");
  });
}

}  // namespace

Run bind_store_export(Options& options) {
  auto o = std::make_shared<StoreExport>();
  options.argument("STORE", "name or id", o->request.store).must_be_given();
  options.file("--out", "FILE", "the file that is made, which must not be there", o->out.path).must_be_given();
  options.choice("--as", "FORMAT", {"pem", "pkcs12", "der"}, "how it is written", o->request.format).must_be_given();
  options.text("--alias", "ALIAS", "this entry with its chain alone", o->request.alias);
  options.flag("--with-key", "private keys go along", o->request.with_key);
  options.file("--password-file", "FILE", "the keys, or the PKCS#12, are encrypted with the password in FILE",
               o->password_file);
  options.flag("--plain-key", "keys in PEM are not encrypted", o->request.plain_key);
  return [o](Context& context) { return run_store_export(context, *o); };
}

}  // namespace pkit::app
