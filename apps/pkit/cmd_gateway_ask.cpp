// pkit gateway enroll and revoke: what another CA is asked to do.
#include "gateways/operations.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/gateway_verbs.h"
#include "pkit/render.h"
#include "x509/pem.h"
#include "x509/revocation_reason.h"

namespace pkit::app {

namespace {

struct EnrollOptions {
  gateways::EnrollRequest request;
  std::string csr;
  std::vector<std::string> parameters;
  Target out;
};

void take_parameters(EnrollOptions& o) {
  for (const std::string& text : o.parameters) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      throw Error(Kind::usage, "option.value", "--param is NAME=VALUE, not " + in_quotes(text));
    o.request.parameters.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
}

void print_record(Screen& screen, const Value& data, const std::string& became) {
  if (data["would"].is_map()) return print_thing(screen, "dry run: nothing was asked; it would be", data["would"]);
  const Value& record = data["record"];
  if (!record.is_map()) return;
  print_thing(screen, record.text_or("CARequestID") + " " + became, record, {"CARequestID", "Certificate"});
  if (data["message"].is_text()) screen.line("  message  " + data.text_or("message"));
}

int run_enroll(Context& context, EnrollOptions& o) {
  take_parameters(o);
  check_target(context, o.out, o.request.common.request_id);
  o.request.csr = read_document(context, o.csr);
  o.request.csr_name = document_name(o.csr);
  const Outcome outcome = gateways::enroll(context.session(), o.request);
  const Value& record = outcome.data["record"];
  const std::string id = printable(record.text_or("CARequestID"));
  if (o.out.is_file() && !outcome.certificate.empty())
    write_target(o.out, x509::write_pem("CERTIFICATE", outcome.certificate),
                 {.name = id, .fetch = "pkit gateway get " + o.request.gateway + " " + id + " --format json"});
  return context.output.show(outcome, [&](Screen& screen) {
    const std::string state = record.text_or("state");
    print_record(screen, outcome.data, state == "valid" ? "issued" : state);
  });
}

}  // namespace

Run bind_gateway_enroll(Options& options) {
  auto o = std::make_shared<EnrollOptions>();
  options.argument("GATEWAY", "its name in pkit.yaml", o->request.gateway).must_be_given();
  options.file("--csr", "FILE", "the certificate signing request; - is standard input", o->csr).must_be_given();
  options.text("--product", "ID", "which of the CA's products", o->request.product).must_be_given();
  options.choice("--type", "TYPE", {"new", "renew", "reissue"}, "in the place of nothing, or of a former certificate",
                 o->request.type);
  options.text("--replaces", "ID", "what it comes in the place of; without it the newest of the same subject",
               o->request.replaces);
  options.texts("--param", "NAME=VALUE", "a parameter of the product", o->parameters);
  options.file("--out", "FILE", "where the certificate is written, as PEM", o->out.path);
  options.flag("--force", "replace --out where it exists", o->out.force);
  options.text("--request-id", "ID", "makes a retry answer the same", o->request.common.request_id);
  options.flag("--dry-run", "tell what would be asked, and ask nothing", o->request.common.dry_run);
  return [o](Context& context) { return run_enroll(context, *o); };
}

Run bind_gateway_revoke(Options& options) {
  auto request = std::make_shared<gateways::RevokeRequest>();
  options.argument("GATEWAY", "its name in pkit.yaml", request->gateway).must_be_given();
  options.argument("ID", "the certificate's CARequestID or serial", request->id).must_be_given();
  options.choice("--reason", "REASON", x509::revocation_reason_words(), "why (RFC 5280 5.3.1)", request->reason)
      .must_be_given();
  options.flag("--dry-run", "tell what would be asked, and ask nothing", request->common.dry_run);
  return [request](Context& context) {
    const Outcome outcome = gateways::revoke(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) { print_record(screen, outcome.data, "revoked"); });
  };
}

}  // namespace pkit::app
