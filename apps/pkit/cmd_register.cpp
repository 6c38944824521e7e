// pkit register: an orchestrator asks to be let in, and with a CSR for its certificate; or many at once.
#include <algorithm>

#include "accounts/register.h"
#include "base/json.h"
#include "fleet/operations.h"
#include "fleet/session_wire.h"
#include "pkit/batch.h"
#include "pkit/gate_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct RegisterCommand : GateCommand {
  RegisterCommand() : GateCommand(kRegister) {}
  BatchOptions batch;
  GateCommand account{kRegisterAccount};
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

/// What --account goes with: an account has one-time credentials and a CSR, and says nothing else of itself.
int register_account_by(Context& context, RegisterCommand& command) {
  if (is_of_one(command, {"csr", "not-after"}) || !command.batch.input.empty())
    throw Error(Kind::usage, "option.combination",
                "--account goes with --username, --password-file, --csr and --not-after alone");
  const auto said = std::static_pointer_cast<RegisterRequest>(command.request);
  const auto request = std::static_pointer_cast<AccountRegistration>(command.account.request);
  request->not_after = said->not_after;
  request->common = said->common;
  for (const auto& [input, file] : command.files)
    for (const Input& same : kRegisterAccount.inputs)
      if (std::string_view(same.name) == input->name) command.account.files[&same] = file;
  command.account.via = command.via;
  command.account.delivery = command.delivery;
  return run_gate_command(context, command.account);
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

/// --account, --username and --password-file: the rest is what an orchestrator has too.
void declare_account(Options& options, RegisterCommand& command) {
  const auto request = std::static_pointer_cast<AccountRegistration>(command.account.request);
  options.text("--account", "ID", "the account that registers its key, once", request->account);
  options.text("--username", "U", "of --account: its one-time user name", request->username);
  Option password;
  password.name = "--password-file";
  password.metavar = "FILE";
  password.help = "of --account: its one-time password; - is standard input";
  password.completion = Completion::file;
  password.take = [&command](const std::string& file) {
    for (const Input& input : kRegisterAccount.inputs)
      if (input.secret) command.account.files[&input] = file;
  };
  options.add(std::move(password));
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
  declare_account(options, *command);
  declare_batch(options, command->batch);
  options.file("--request", "FILE", "a request as agents post it, and its reply as they read it; - is standard input",
               command->session);
  declare_asking(options, *command);
  return [command](Context& context) {
    const auto& by = *std::static_pointer_cast<AccountRegistration>(command->account.request);
    if (!by.account.empty()) return register_account_by(context, *command);
    if (!by.username.empty() || !command->account.files.empty())
      throw Error(Kind::usage, "option.combination", "--username and --password-file go with --account");
    if (!command->session.empty()) return register_session(context, *command);
    return command->batch.input.empty() ? run_gate_command(context, *command) : register_batch(context, *command);
  };
}

}  // namespace pkit::app
