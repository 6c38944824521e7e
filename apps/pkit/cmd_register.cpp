// pkit register: an orchestrator asks to be let in, and with a CSR for its certificate.
#include <algorithm>

#include "pkit/decision.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct RegisterOptions {
  lifecycle::RegisterRequest request;
  std::vector<std::string> parameters;
  std::string csr;
  std::optional<Duration> wait;
  Delivery delivery;
};

std::vector<std::pair<std::string, std::string>> take_parameters(const std::vector<std::string>& given) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const std::string& text : given) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      throw Error(Kind::usage, "option.value", "--param: '" + text + "' is no KEY=VALUE");
    const std::string key = text.substr(0, equals);
    const auto same = [&](const auto& parameter) { return parameter.first == key; };
    if (std::any_of(parameters.begin(), parameters.end(), same))
      throw Error(Kind::usage, "option.repeated", "--param: '" + key + "' is given more than once");
    parameters.emplace_back(key, text.substr(equals + 1));
  }
  return parameters;
}

lifecycle::Outcome decide(Context& context, const RegisterOptions& o) {
  lifecycle::RegisterRequest request = o.request;
  request.parameters = take_parameters(o.parameters);
  check_target(o.delivery.certificate, request.common.request_id);
  if (!o.csr.empty()) {
    request.csr = read_document(context, o.csr);
    request.csr_name = document_name(o.csr);
  }
  lifecycle::Outcome outcome = lifecycle::register_orchestrator(context.session(), request);
  const bool pending = outcome.error && outcome.error->kind() == Kind::pending;
  if (!o.wait || !pending || request.common.dry_run) return outcome;
  const std::string id = outcome.data["registration"].text_or("id");
  context.output.progress("pkit: " + id + " waits for a decision: pkit approve " + id);
  lifecycle::Outcome waited = lifecycle::wait_for_registration(context.session(), id, *o.wait);
  waited.trace = std::move(outcome.trace);
  return waited;
}

}  // namespace

Run bind_register(Options& options) {
  auto o = std::make_shared<RegisterOptions>();
  options.text("--client-machine", "NAME", "the name it registers as", o->request.client_machine).must_be_given();
  options.texts("--capability", "C", "what it can do", o->request.capabilities);
  options.text("--platform", "P", "its platform", o->request.platform).or_empty();
  options.text("--version", "V", "its version", o->request.version).or_empty();
  options.texts("--param", "KEY=VALUE", "a client parameter, for the handlers", o->parameters);
  options.file("--csr", "FILE", "the certificate request; - is standard input", o->csr);
  options.text("--profile", "PROFILE", "the profile it asks for", o->request.profile).completes(Completion::profile);
  options.text("--not-after", "WHEN", "the end it asks for, a time or a duration", o->request.not_after);
  declare_delivery(options, o->delivery);
  options.duration("--wait", "wait that long for a decision that is pending", o->wait);
  declare_common(options, o->request.common);
  return [o](Context& context) { return deliver(context, decide(context, *o), o->request.common, o->delivery); };
}

}  // namespace pkit::app
