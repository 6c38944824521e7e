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

/// What tells one registration from another.
bool is_of_one(const RegisterCommand& command) {
  for (const Input& input : command.operation.inputs)
    if (input.batch == Input::Batch::per_item &&
        (!input.get(command.request.get()).is_null() || command.files.contains(&input)))
      return true;
  return !command.certificate.empty() || !command.key.empty() || !command.via.empty() || command.wait ||
         !command.delivery.chain.path.empty();
}

int register_batch(Context& context, const RegisterCommand& command) {
  if (is_of_one(command))
    throw Error(Kind::usage, "option.combination",
                "--batch takes what is different for each registration from its input");
  const auto request = std::static_pointer_cast<RegisterRequest>(command.request);
  return run_batch_input(context, command.batch, ManifestKind::registration, request->common,
                         command.delivery.certificate, [&](BatchEntry entry, const BatchOutput& output) {
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
