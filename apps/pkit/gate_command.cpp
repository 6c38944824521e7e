#include "pkit/gate_command.h"

#include "gate/request.h"
#include "pkit/gate/via.h"
#include "store/certificates.h"

namespace pkit::app {

void require_remote(const Context& context, const Common& common) {
  const Globals& globals = context.globals;
  if (common.dry_run || common.explain || globals.now || globals.accept_clock || !globals.home.empty())
    throw Error(Kind::usage, "option.combination",
                "--via does not go together with --home, --now, --accept-clock, --dry-run or --explain",
                "give them to pkit where the home is");
}

namespace {

std::vector<Bytes> issuers_of(Session& session) {
  std::vector<Bytes> issuers;
  session.state.read([&](store::Read& read) {
    for (const store::Issuer& issuer : store::issuers::all(read)) issuers.push_back(issuer.certificate);
  });
  return issuers;
}

/// The certificate may be an input of its own: then its key is one way among others to show who holds it.
std::optional<Signatory> signatory_of(Context& context, const GateCommand& command) {
  const Input* held = command.operation.inputs.find("cert");
  if (!held && command.certificate.empty() != command.key.empty())
    throw Error(Kind::usage, "option.combination", "--cert and --key need each other");
  if (command.key.empty()) return std::nullopt;
  const Value given = held ? held->get(command.request.get()) : Value();
  if (held && given.is_null()) throw Error(Kind::usage, "option.combination", "--key needs --cert");
  const std::string certificate = held ? given.as_text() : read_document(context, command.certificate);
  const std::vector<Bytes> issuers = command.via.empty() ? issuers_of(context.session()) : std::vector<Bytes>();
  const Secret passphrase = key_passphrase_of(context, command);
  return read_signatory(certificate, read_document(context, command.key), passphrase, issuers);
}

Outcome ask_there(Context& context, const GateCommand& command, const Signatory* signatory) {
  const Common& common = command.common();
  require_remote(context, common);
  for (const Input& input : command.operation.inputs)
    if (input.local && !input.get(command.request.get()).is_null())
      throw Error(Kind::usage, "option.combination",
                  input.option() + " is an operator's at the home, and does not go with --via");
  const std::string id = common.request_id.empty() ? random_uuid(context.world) : common.request_id;
  return ask_gate(context, {.program = command.via,
                            .operation = command.operation,
                            .request_id = id,
                            .wire = wire_of(command.operation, command.request.get(), signatory),
                            .signatory = signatory,
                            .wait = command.wait});
}

Outcome ask_here(Context& context, const GateCommand& command, const Signatory* signatory) {
  const Operation& operation = command.operation;
  void* request = command.request.get();
  const Common& common = command.common();
  if (signatory) {
    const std::string id = common.request_id.empty() ? random_uuid(context.world) : common.request_id;
    operation.proof(request) =
        sign_request(*signatory, {operation.name, id, context.world.now(), wire_of(operation, request, signatory), {}});
  }
  Outcome outcome = operation.run(context.session(), request, {});
  const bool pending = outcome.error && outcome.error->kind() == Kind::pending;
  if (!command.wait || !pending || common.dry_run) return outcome;
  const std::string id = outcome.data["registration"].text_or("id");
  context.output.progress("pkit: " + id + " waits for a decision: pkit approve " + id);
  Outcome waited = operation.wait(context.session(), id, *command.wait);
  waited.trace = std::move(outcome.trace);
  return waited;
}

void require_inputs(const Context& context, const GateCommand& command) {
  for (const Input& input : command.operation.inputs)
    if (input.required && input.get(command.request.get()).is_null() && !command.files.contains(&input))
      throw Error(Kind::usage, "option.missing", "option " + input.option() + " is missing",
                  "see pkit help " + context.output.operation);
}

/// --force is for all its files.
Delivery delivery_of(const GateCommand& command) {
  Delivery delivery = command.delivery;
  if (!command.owns_output) delivery.chain.force = delivery.fullchain.force = delivery.certificate.force;
  return delivery;
}

void declare_output(Options& options, GateCommand& command) {
  if (command.owns_output)
    options.file("--out", "PATH", "put the certificate there: a file, or the directory that holds its key",
                 command.delivery.certificate.path);
  else
    declare_delivery(options, command.delivery);
  if (!command.owns_output)
    options.file("--out-fullchain", "FILE", "write the certificate and its issuers' there, as most servers want them",
                 command.delivery.fullchain.path);
  options.file("--out-chain", "FILE", "write the issuers' certificates there", command.delivery.chain.path);
  command.delivery.certificate.force = command.delivery.certificate.force || command.owns_output;
}

}  // namespace

void declare_request(Options& options, GateCommand& command) {
  declare_inputs(options, command.operation.inputs, command.request, command.files);
  if (command.operation.proof) {
    if (!command.operation.inputs.find("cert"))
      options.file("--cert", "FILE", "a certificate that it holds, followed by its issuer's", command.certificate);
    options.file("--key", "FILE", "the key of --cert: signs the request, so that it is proven", command.key);
    options.file("--key-passphrase-file", "FILE", "the passphrase of --key", command.key_passphrase);
  }
  if (command.operation.granted) declare_output(options, command);
  if (command.operation.wait) options.duration("--wait", "wait that long for a decision that is pending", command.wait);
}

void declare_asking(Options& options, GateCommand& command) {
  declare_common(options, command.common());
  declare_via(options, command);
}

void declare_via(Options& options, GateCommand& command) {
  options.rest("--via", "PROGRAM...", "ask the gate that this program, with all words after it, leads to", command.via);
}

Secret key_passphrase_of(const Context& context, const GateCommand& command) {
  if (command.key_passphrase.empty()) return {};
  if (command.key.empty()) throw Error(Kind::usage, "option.combination", "--key-passphrase-file goes with --key");
  return secret_in(context, command.key_passphrase);
}

Outcome ask(Context& context, const GateCommand& command, const BeforeAsking& before) {
  require_inputs(context, command);
  const std::string& id = command.common().request_id;
  const Delivery delivery = delivery_of(command);
  for (const Target* target : {&delivery.certificate, &delivery.chain, &delivery.fullchain})
    check_target(context, *target, id);
  read_inputs(context, command.files, command.request.get());
  const std::optional<Signatory> signatory = signatory_of(context, command);
  const Signatory* signs = signatory ? &*signatory : nullptr;
  if (before) before(signs);
  return command.via.empty() ? ask_here(context, command, signs) : ask_there(context, command, signs);
}

int run_gate_command(Context& context, const GateCommand& command) {
  return deliver(context, ask(context, command), command.common(), delivery_of(command));
}

}  // namespace pkit::app
