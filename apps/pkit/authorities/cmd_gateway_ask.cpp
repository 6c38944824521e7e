// pkit gateway enroll and revoke: what another CA is asked to do.
#include "gateways/operations.h"
#include "pkit/files.h"
#include "pkit/gateway_verbs.h"
#include "pkit/local_command.h"
#include "x509/pem.h"

namespace pkit::app {

namespace {

struct EnrollCommand : LocalCommand {
  EnrollCommand() : LocalCommand(gateways::kEnroll) {}
  Target out;

  const gateways::EnrollRequest& asked() const { return *static_cast<const gateways::EnrollRequest*>(request.get()); }
};

void print_record(Screen& screen, const Value& data, const std::string& became) {
  if (data["would"].is_map()) return print_thing(screen, "dry run: nothing was asked; it would be", data["would"]);
  const Value& record = data["record"];
  if (!record.is_map()) return;
  print_thing(screen, record.text_or("CARequestID") + " " + became, record, {"CARequestID", "Certificate"});
  if (data["message"].is_text()) screen.line("  message  " + data.text_or("message"));
}

void print_revoked(Screen& screen, const Outcome& outcome) { print_record(screen, outcome.data, "revoked"); }

void print_enrolled(Screen& screen, const Outcome& outcome) {
  const std::string state = outcome.data["record"].text_or("state");
  print_record(screen, outcome.data, state == "valid" ? "issued" : state);
}

int run_enroll(Context& context, const EnrollCommand& command) {
  check_target(context, command.out, command.asked().common.request_id);
  const Outcome outcome = ask_local(context, command);
  const std::string id = printable(outcome.data["record"].text_or("CARequestID"));
  if (command.out.is_file() && !outcome.certificate.empty())
    write_target(command.out, x509::write_pem("CERTIFICATE", outcome.certificate),
                 {.name = id, .fetch = "pkit gateway get " + command.asked().gateway + " " + id + " --format json"});
  return context.output.show(outcome, [&](Screen& screen) { print_enrolled(screen, outcome); });
}

}  // namespace

Run bind_gateway_enroll(Options& options) {
  auto command = std::make_shared<EnrollCommand>();
  declare_local(options, *command);
  options.file("--out", "FILE", "where the certificate is written, as PEM", command->out.path);
  options.flag("--force", "replace --out where it exists", command->out.force);
  return [command](Context& context) { return run_enroll(context, *command); };
}

Run bind_gateway_revoke(Options& options) { return bind_local<gateways::kRevokeRecord, print_revoked>(options); }

}  // namespace pkit::app
