#include "pkit/gate/via.h"

#include <algorithm>

#include "base/json.h"
#include "gate/grant.h"
#include "gate/reply.h"
#include "pkit/gate/via_program.h"

namespace pkit::app {

namespace {

constexpr Duration kPause = 1'000;

std::string message_of(const ViaCall& call, Time now) {
  GateRequest request{call.operation.name, call.request_id, now, call.wire, {}};
  Value message = unsigned_request(request);
  if (call.signatory)
    message.set("proof", Value::map({{"signature", to_base64(sign_request(*call.signatory, request).signature)}}));
  std::string text = canonical_json(message);
  if (text.size() > kLongestRequest)
    throw Error(Kind::usage, "gate.size",
                "the request would have " + std::to_string(text.size()) + " octets, and a gate takes " +
                    std::to_string(kLongestRequest),
                "run the command where the home is, without --via");
  return text;
}

/// A grant that is not one of what was asked for is as good as none.
void hold_against_request(pkit::Outcome& outcome, const ViaCall& call, Time now) {
  if (outcome.error || !call.operation.granted) return;  // where nothing is granted there is nothing to hold
  const Sent sent = sent_in(call.operation, call.wire);
  std::vector<Fault> faults = judge_grant(outcome, sent, now);
  if (!faults.empty())
    throw Error(Kind::input, "gate.reply", "the gate's reply does not grant what was asked for",
                "nothing of it is kept; tell the operator of the certification authority", std::move(faults));
  const std::vector<std::string> others = names_not_asked_for(outcome, sent);
  if (!others.empty())
    outcome.warnings.push_back("the certificate has names that were not asked for: " + join(others, ", "));
}

pkit::Outcome ask_once(Context& context, const ViaCall& call) {
  const std::string reply = converse(call.program, message_of(call, context.world.now()), context.world);
  pkit::Outcome outcome = parse_gate_reply(reply, call.operation, call.request_id);
  hold_against_request(outcome, call, context.world.now());
  return outcome;
}

bool is_pending(const pkit::Outcome& outcome) { return outcome.error && outcome.error->kind() == Kind::pending; }

}  // namespace

pkit::Outcome ask_gate(Context& context, const ViaCall& call) {
  const Duration until = context.world.steady() + call.wait.value_or(0);
  pkit::Outcome outcome = ask_once(context, call);
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
