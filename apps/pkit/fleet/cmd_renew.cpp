// pkit renew: who holds a certificate and its key gets a new one over the same key.
#include "gate/request.h"
#include "home/bundle.h"
#include "pkit/batch.h"
#include "pkit/fleet/then.h"
#include "pkit/gate_command.h"
#include "pkit/verbs.h"
#include "renewal/due.h"
#include "renewal/operations.h"
#include "x509/csr_build.h"
#include "x509/pem.h"

namespace pkit::app {

namespace {

struct RenewCommand : GateCommand {
  RenewCommand() : GateCommand(kRenew) { owns_output = true; }
  std::string then;
  bool due = false;  // an operator renews for others
  DueRequest others;
  std::int64_t jobs = 0;
};

RenewRequest& request_of(const RenewCommand& command) { return *static_cast<RenewRequest*>(command.request.get()); }

/// Who has the key need not make a request: it is made here, for the names that the certificate has.
void ask_for_the_same(RenewRequest& request, const Signatory* signatory) {
  if (!signatory || request.csr) return;
  const x509::Certificate& held = signatory->certificate;
  request.csr = x509::write_pem("CERTIFICATE REQUEST", x509::build_csr(signatory->key, held.subject, held.sans));
  request.csr_name = "the request";
}

bool is_directory(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

void require_own(const std::string& directory) {
  if (!is_bundle(absolute_path(directory)))
    throw Error(Kind::conflict, "output.exists", directory + " does not hold key.pem and cert.pem",
                "name the directory of the key that is renewed, or a file");
}

/// True where the files are others now. A failure after Bind is told as what it is: the same command again finishes it.
bool renew_directory(Context& context, const std::string& directory, Outcome& outcome) {
  const std::string certificate = x509::write_pem("CERTIFICATE", outcome.certificate);
  try {
    const bool changed =
        renew_bundle(context.world, absolute_path(directory), {certificate, chain_text(outcome.chain)});
    outcome.data.set("published", directory);
    return changed;
  } catch (const Error& error) {
    throw Error(Kind::state, "output.failed",
                "issued as " + outcome.data["certificate"].text_or("serial") + ", but not published: " + error.what(),
                "the same command again publishes it");
  }
}

int check_due(Context& context, Outcome outcome) {
  outcome.certificate.clear();
  return context.output.show(outcome, [&](Screen& screen) {
    if (!outcome.error)
      screen.line("certificate " + outcome.data["certificate"].text_or("serial") + " is due since " +
                  outcome.data.text_or("dueAt"));
  });
}

/// Writes what came of it where it belongs; true where the files are others now.
bool put_in_place(Context& context, const Target& out, const Delivery& delivery, Outcome& outcome) {
  if (outcome.certificate.empty() || !out.is_file()) return false;
  if (is_directory(out.path)) return renew_directory(context, out.path, outcome);
  const bool changes = !holds_now(out.path, x509::write_pem("CERTIFICATE", outcome.certificate));
  write_delivery(outcome, delivery);
  return changes;
}

int run_renew(Context& context, RenewCommand& command) {
  if (command.others.within || !command.others.globs.empty() || command.jobs != 0)
    throw Error(Kind::usage, "option.combination", "--within, --match and --jobs go with --due");
  require_program(command.then);
  RenewRequest& request = request_of(command);
  const Target out = command.delivery.certificate;
  if (out.is_file() && is_directory(out.path)) {
    require_own(out.path);
    command.delivery.certificate.path.clear();
  }
  Outcome outcome = ask(context, command, [&](const Signatory* signatory) { ask_for_the_same(request, signatory); });
  if (request.check) return check_due(context, std::move(outcome));
  if (!request.common.dry_run)
    put_then(context, command.then, out.is_file() ? out.path : "", outcome,
             [&] { return put_in_place(context, out, command.delivery, outcome); });
  return show_delivery(context, std::move(outcome), request.common, command.delivery);
}

void require_for_others(const RenewCommand& command) {
  const bool one = !command.files.empty() || !command.key.empty() || !command.via.empty() ||
                   command.delivery.certificate.is_file() || command.delivery.chain.is_file() ||
                   !command.then.empty() || !command.common().request_id.empty() || request_of(command).check ||
                   !request_of(command).not_after.empty();
  if (one)
    throw Error(Kind::usage, "option.combination", "--due renews for others: it goes with --within, --match and --jobs",
                "what holders renew themselves: pkit renew --cert FILE --key FILE");
}

/// Each goes through the whole pipeline; a second run renews what is left.
int renew_due(Context& context, const RenewCommand& command) {
  require_for_others(command);
  DueRequest request = command.others;
  request.common = command.common();
  Batch batch;
  batch.common = request.common;
  batch.threads = threads_of(command.jobs);
  context.signals.hold();
  Session& session = context.session();
  const std::vector<std::string> ids =
      due_certificates(session, request, operation_time(session, !request.common.dry_run));
  batch.next = [&, at = ids.begin()]() mutable -> std::optional<BatchItem> {
    if (at == ids.end()) return std::nullopt;
    return renewal_item(*at++);
  };
  batch.tell = [&](const BatchItem& item, Outcome outcome) {
    outcome.data.set("item", item.name);
    if (outcome.error) outcome.error = outcome.error->within(item.name);
    return rendered(context, [&](Context& own) { present(own, std::move(outcome), request.common); });
  };
  return run_batch(context, std::move(batch), ids.size(), {});
}

}  // namespace

Run bind_renew(Options& options) {
  auto command = std::make_shared<RenewCommand>();
  declare_request(options, *command);
  declare_then(options, command->then);
  options.flag("--due", "for the operator: renew what is due, by the requests that are stored", command->due);
  options.duration("--within", "with --due: what ends within that time, whatever its profile says",
                   command->others.within);
  options.texts("--match", "GLOB", "with --due: only client machines that match; may be repeated",
                command->others.globs);
  declare_jobs(options, command->jobs);
  declare_asking(options, *command);
  return [command](Context& context) {
    return command->due ? renew_due(context, *command) : run_renew(context, *command);
  };
}

}  // namespace pkit::app
