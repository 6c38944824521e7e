// pkit gate: one request of somebody else on standard input, one reply on standard output.
#include <linux/close_range.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>

#include "gate/operations.h"
#include "gate/reply.h"
#include "gate/request.h"
#include "pkit/context.h"
#include "pkit/gate/gate_input.h"
#include "pkit/system.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

constexpr Duration kPatience = 30'000;

struct GateOptions {
  std::string caller;
  bool from_sudo = false;
};

/// What the caller handed down beside standard input is none of ours: descriptors, variables, and a core file of a
/// process that held the CA's key.
void shed_inheritance() {
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  ::clearenv();
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

/// Of the user behind sudo, which sets the variable itself and lets nobody else.
std::string sudo_caller() {
  const std::optional<std::string> uid = environment("SUDO_UID");
  const std::string name = uid ? user_name(*uid) : std::string();
  if (name.empty())
    throw Error(Kind::authentication, "gate.caller", "no user is behind this call",
                "--caller-from-sudo needs to be run by sudo");
  return name;
}

std::string caller_of(const GateOptions& o) {
  if (o.from_sudo && !o.caller.empty())
    throw Error(Kind::usage, "option.combination", "--caller and --caller-from-sudo do not go together");
  return o.from_sudo ? sudo_caller() : o.caller;
}

struct GateAnswer {
  const Operation* operation = nullptr;
  std::string request_id;
  pkit::Outcome outcome;
};

/// A request is an item of its own: what is wrong with it is its reply.
GateAnswer answer(Context& context, const GateOptions& o) {
  GateAnswer answer;
  try {
    const std::string caller = caller_of(o);
    shed_inheritance();
    const GateRequest request =
        parse_gate_request(read_request(context.output.io().in, kLongestRequest, kPatience, context.world));
    answer.operation = find_gate_operation(request.operation);
    answer.request_id = request.request_id;
    answer.outcome = answer_request(context.gate_session(caller), *answer.operation, request);
  } catch (const Error& error) {
    answer.outcome = {};
    answer.outcome.error = error;
  }
  return answer;
}

}  // namespace

Run bind_gate(Options& options) {
  auto o = std::make_shared<GateOptions>();
  options.text("--caller", "NAME", "who is asking, for handlers: verified.caller", o->caller);
  options.flag("--caller-from-sudo", "the user who ran sudo is asking", o->from_sudo);
  return [o](Context& context) {
    const GateAnswer reply = answer(context, *o);
    context.output.print(gate_reply(reply.operation, reply.request_id, reply.outcome));
    return reply.outcome.exit();
  };
}

}  // namespace pkit::app
