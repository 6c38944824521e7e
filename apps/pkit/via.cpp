#include "pkit/via.h"

#include <algorithm>

#include "base/json.h"
#include "pkit/gate_reply.h"
#include "pkit/via_program.h"
#include "x509/csr.h"

namespace pkit::app {

namespace {

constexpr Duration kPause = 1'000;

std::string message_of(const ViaCall& call, Time now) {
  GateRequest request{call.operation, call.request_id, now, call.wire, {}};
  Value message = unsigned_request(request);
  if (call.signatory)
    message.set("proof", Value::map({{"signature", to_base64(sign_request(*call.signatory, request).signature)}}));
  return canonical_json(message);
}

/// The certificate is for the key that was asked for, and no other.
void require_own_key(const ViaCall& call, const lifecycle::Outcome& outcome) {
  const std::optional<std::string> file = call.wire.file_of("csr");
  if (outcome.certificate.empty() || !file) return;
  const auto csr = x509::examine_csr_file(*file, "").csr;
  const x509::Certificate certificate = x509::parse_certificate(outcome.certificate);
  if (!csr || !equal(csr->key.key_id(), certificate.key.key_id()))
    throw Error(Kind::input, "gate.reply", "the gate's reply has a certificate of another key than the CSR's");
}

lifecycle::Outcome ask_once(Context& context, const ViaCall& call) {
  const std::string reply = converse(call.program, message_of(call, context.world.now()), context.world);
  lifecycle::Outcome outcome = parse_gate_reply(reply, call.operation, call.request_id);
  require_own_key(call, outcome);
  return outcome;
}

bool is_pending(const lifecycle::Outcome& outcome) { return outcome.error && outcome.error->kind() == Kind::pending; }

}  // namespace

lifecycle::Outcome ask_gate(Context& context, const ViaCall& call) {
  const Duration until = context.world.steady() + call.wait.value_or(0);
  lifecycle::Outcome outcome = ask_once(context, call);
  if (is_pending(outcome) && call.wait)
    context.output.progress("pkit: " + outcome.data["registration"].text_or("id") + " waits for a decision");
  while (is_pending(outcome)) {
    const Duration left = until - context.world.steady();
    if (left <= 0) break;
    context.world.sleep(std::min(left, kPause));
    outcome = ask_once(context, call);
  }
  return outcome;
}

}  // namespace pkit::app
