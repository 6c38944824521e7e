// pkit register: an orchestrator asks to be let in, and with a CSR for its certificate; or many at once.
#include <algorithm>

#include "base/json.h"
#include "fleet/operations.h"
#include "fleet/session_wire.h"
#include "pkit/batch.h"
#include "pkit/fleet/register_for.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct RegisterCommand : GateCommand {
  RegisterCommand() : GateCommand(kRegister) {}
  BatchOptions batch;
  RegisterFor others;
  std::string session;  // a file with the source system's own form of a request
};

/// What tells one registration from another; but for these.
bool is_of_one(const RegisterCommand& command, const std::vector<std::string>& but = {}) {
  for (const Input& input : command.operation.inputs)
    if (std::find(but.begin(), but.end(), input.name) == but.end() &&
        (input.batch == Input::Batch::per_item || !but.empty()) &&
        (!input.get(command.request.get()).is_null() || command.files.contains(&input)))
      return true;
  const bool more = !command.certificate.empty() || !command.key.empty() || command.wait;
  return more || (but.empty() && (!command.via.empty() || !command.delivery.chain.path.empty() ||
                                  !command.delivery.fullchain.path.empty()));
}

/// Options of an orchestrator that another operation does not have.
bool has_strays(const RegisterCommand& command, const Operation& operation) {
  std::vector<std::string> common;
  for (const Input& input : operation.inputs) common.emplace_back(input.name);
  return is_of_one(command, common) || !command.batch.input.empty();
}

int register_batch(Context& context, const RegisterCommand& command) {
  if (is_of_one(command))
    throw Error(Kind::usage, "option.combination",
                "--batch takes what is different for each registration from its input");
  const auto request = std::static_pointer_cast<RegisterRequest>(command.request);
  return run_batch_input(context, command.batch, kRegister.inputs, request->common, command.delivery.certificate,
                         [&](BatchEntry entry, const BatchOutput& output) {
                           return registration_item(std::move(entry), *request, output);
                         });
}

/// The request as agents post it, and the reply as they read it; the exit is that of the registration.
int register_session(Context& context, const RegisterCommand& command) {
  if (is_of_one(command) || !command.batch.input.empty())
    throw Error(Kind::usage, "option.combination", "--request has all that is asked for");
  RegisterRequest request =
      read_session_request(read_document(context, command.session), document_name(command.session));
  request.common = command.common();
  const Outcome outcome =
      judged_item("", false, [&](const std::string&) { return register_orchestrator(context.session(), request); });
  context.output.print(to_pretty_json(session_reply(context.session(), outcome)) + "\n");
  return outcome.exit();
}

}  // namespace

Run bind_register(Options& options) {
  auto command = std::make_shared<RegisterCommand>();
  declare_request(options, *command);
  declare_register_for(options, command->others);
  declare_batch(options, command->batch);
  options.file("--request", "FILE", "a request as agents post it, and its reply as they read it; - is standard input",
               command->session);
  declare_asking(options, *command);
  return [command](Context& context) {
    if (const Operation* other = meant_by(command->others))
      return run_register_for(context, *other, command->others, *command, has_strays(*command, *other));
    if (!command->session.empty()) return register_session(context, *command);
    return command->batch.input.empty() ? run_gate_command(context, *command) : register_batch(context, *command);
  };
}

}  // namespace pkit::app
