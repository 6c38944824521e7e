// pkit register: an orchestrator asks to be let in, and with a CSR for its certificate.
#include "gate/register.h"
#include "pkit/batch.h"
#include "pkit/decision.h"
#include "pkit/verbs.h"
#include "pkit/via.h"
#include "store/certificates.h"

namespace pkit::app {

namespace {

struct RegisterOptions {
  pkit::RegisterRequest request;
  std::vector<std::string> parameters;
  std::string csr;
  std::string certificate, key;  // sign the request
  std::vector<std::string> via;  // a gate's program
  std::optional<Duration> wait;
  Delivery delivery;
  BatchOptions batch;
};

/// What only makes sense where the home is.
void require_remote(const Context& context, const pkit::Common& common) {
  const Globals& globals = context.globals;
  if (common.dry_run || common.explain || globals.now || globals.accept_clock || !globals.home.empty())
    throw Error(Kind::usage, "option.combination",
                "--via does not go together with --home, --now, --accept-clock, --dry-run or --explain",
                "give them to pkit where the home is");
}

std::vector<Bytes> issuers_of(pkit::Session& session) {
  std::vector<Bytes> issuers;
  session.state.read([&](store::Read& read) {
    for (const store::Issuer& issuer : store::issuers::all(read)) issuers.push_back(issuer.certificate);
  });
  return issuers;
}

std::optional<Signatory> signatory_of(Context& context, const RegisterOptions& o) {
  if (o.certificate.empty() != o.key.empty())
    throw Error(Kind::usage, "option.combination", "--cert and --key need each other");
  if (o.certificate.empty()) return std::nullopt;
  const std::vector<Bytes> issuers = o.via.empty() ? issuers_of(context.session()) : std::vector<Bytes>();
  return read_signatory(read_document(context, o.certificate), read_document(context, o.key), issuers);
}

pkit::Outcome decide_there(Context& context, const RegisterOptions& o, const pkit::RegisterRequest& request,
                           const Signatory* signatory) {
  require_remote(context, request.common);
  ViaCall call{o.via, "register", request.common.request_id, wire_of(request, signatory), signatory, o.wait};
  if (call.request_id.empty()) call.request_id = random_uuid(context.world);
  return ask_gate(context, call);
}

pkit::Outcome decide_here(Context& context, const RegisterOptions& o, pkit::RegisterRequest request,
                          const Signatory* signatory) {
  if (signatory) {
    const std::string id = request.common.request_id.empty() ? random_uuid(context.world) : request.common.request_id;
    request.proof = sign_request(*signatory, {"register", id, context.world.now(), wire_of(request, signatory), {}});
  }
  pkit::Outcome outcome = pkit::register_orchestrator(context.session(), request);
  const bool pending = outcome.error && outcome.error->kind() == Kind::pending;
  if (!o.wait || !pending || request.common.dry_run) return outcome;
  const std::string id = outcome.data["registration"].text_or("id");
  context.output.progress("pkit: " + id + " waits for a decision: pkit approve " + id);
  pkit::Outcome waited = pkit::wait_for_registration(context.session(), id, *o.wait);
  waited.trace = std::move(outcome.trace);
  return waited;
}

pkit::Outcome decide(Context& context, const RegisterOptions& o) {
  pkit::RegisterRequest request = o.request;
  request.parameters = take_parameters(o.parameters);
  check_target(context, o.delivery.certificate, request.common.request_id);
  check_target(context, o.delivery.chain, request.common.request_id);
  if (!o.csr.empty()) {
    request.csr = read_document(context, o.csr);
    request.csr_name = document_name(o.csr);
  }
  const std::optional<Signatory> signatory = signatory_of(context, o);
  const Signatory* signs = signatory ? &*signatory : nullptr;
  return o.via.empty() ? decide_here(context, o, std::move(request), signs) : decide_there(context, o, request, signs);
}

int register_one(Context& context, const RegisterOptions& o) {
  if (o.request.client_machine.empty())
    throw Error(Kind::usage, "option.missing", "option --client-machine is missing", "see pkit help register");
  return deliver(context, decide(context, o), o.request.common, o.delivery);
}

int register_batch(Context& context, const RegisterOptions& o) {
  const pkit::RegisterRequest& r = o.request;
  const bool one = !r.client_machine.empty() || !r.capabilities.empty() || !r.platform.empty() || !r.version.empty() ||
                   !o.parameters.empty() || !o.csr.empty() || !o.certificate.empty() || !o.key.empty() ||
                   !o.via.empty() || o.wait || !o.delivery.chain.path.empty();
  if (one)
    throw Error(Kind::usage, "option.combination",
                "--batch takes what is different for each registration from its input");
  return run_batch_input(context, o.batch, pkit::ManifestKind::registration, r.common, o.delivery.certificate,
                         [&](pkit::BatchEntry entry, const pkit::BatchOutput& output) {
                           return pkit::registration_item(std::move(entry), r, output);
                         });
}

}  // namespace

Run bind_register(Options& options) {
  auto o = std::make_shared<RegisterOptions>();
  options.text("--client-machine", "NAME", "the name it registers as", o->request.client_machine);
  options.texts("--capability", "C", "what it can do", o->request.capabilities);
  options.text("--platform", "P", "its platform", o->request.platform).or_empty();
  options.text("--version", "V", "its version", o->request.version).or_empty();
  options.texts("--param", "KEY=VALUE", "a client parameter, for the handlers", o->parameters);
  options.file("--csr", "FILE", "the certificate request; - is standard input", o->csr);
  options.text("--profile", "PROFILE", "the profile it asks for", o->request.profile).completes(Completion::profile);
  options.text("--not-after", "WHEN", "the end it asks for, a time or a duration", o->request.not_after);
  options.file("--cert", "FILE", "a certificate that it holds, followed by its issuer's", o->certificate);
  options.file("--key", "FILE", "the key of --cert: signs the request, so that it is proven", o->key);
  declare_delivery(options, o->delivery);
  options.file("--out-chain", "FILE", "write the issuers' certificates there", o->delivery.chain.path);
  options.duration("--wait", "wait that long for a decision that is pending", o->wait);
  declare_batch(options, o->batch);
  declare_common(options, o->request.common);
  options.rest("--via", "PROGRAM...", "ask the gate that this program, with all words after it, leads to", o->via);
  return [o](Context& context) {
    return o->batch.input.empty() ? register_one(context, *o) : register_batch(context, *o);
  };
}

}  // namespace pkit::app
