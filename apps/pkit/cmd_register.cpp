// pkit register: an orchestrator asks to be let in, and with a CSR for its certificate; or many at once.
#include "fleet/operations.h"
#include "pkit/batch.h"
#include "pkit/gate_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct RegisterCommand : GateCommand {
  RegisterCommand() : GateCommand(kRegister) {}
  BatchOptions batch;
};

int register_batch(Context& context, const RegisterCommand& command) {
  const bool one = is_of_one(command.operation.inputs, command.request.get(), command.files) ||
                   !command.certificate.empty() || !command.key.empty() || !command.via.empty() || command.wait ||
                   !command.delivery.chain.path.empty();
  if (one)
    throw Error(Kind::usage, "option.combination",
                "--batch takes what is different for each registration from its input");
  const auto request = std::static_pointer_cast<RegisterRequest>(command.request);
  return run_batch_input(context, command.batch, kRegister.inputs, request->common, command.delivery.certificate,
                         [&](BatchEntry entry, const BatchOutput& output) {
                           return registration_item(std::move(entry), *request, output);
                         });
}

}  // namespace

Run bind_register(Options& options) {
  auto command = std::make_shared<RegisterCommand>();
  declare_request(options, *command);
  declare_batch(options, command->batch);
  declare_asking(options, *command);
  return [command](Context& context) {
    return command->batch.input.empty() ? run_gate_command(context, *command) : register_batch(context, *command);
  };
}

}  // namespace pkit::app
