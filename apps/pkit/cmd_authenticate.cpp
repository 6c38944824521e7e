// pkit authenticate: who holds this certificate and its key, and may they act?
#include "pkit/gate_command.h"
#include "pkit/verbs.h"
#include "renewal/operations.h"

namespace pkit::app {

namespace {

struct AuthenticateCommand : GateCommand {
  AuthenticateCommand() : GateCommand(kAuthenticate) {}
  bool challenge = false;
};

int make_challenge(Context& context, const AuthenticateCommand& command) {
  if (!command.files.empty() || !command.key.empty() || !command.via.empty())
    throw Error(Kind::usage, "option.combination", "--challenge stands alone",
                "the holder of the key signs it; then: pkit authenticate --cert FILE --response FILE");
  const Outcome outcome = new_challenge(context.session());
  return context.output.show(outcome, [&](Screen& screen) { screen.line(outcome.data.text_or("challenge")); });
}

int run_authenticate(Context& context, const AuthenticateCommand& command) {
  if (command.challenge) return make_challenge(context, command);
  const Outcome outcome = ask(context, command);
  return present(context, outcome, command.common());
}

}  // namespace

Run bind_authenticate(Options& options) {
  auto command = std::make_shared<AuthenticateCommand>();
  declare_request(options, *command);
  options.flag("--challenge", "make a challenge, for the holder of a key to sign within two minutes",
               command->challenge);
  declare_via(options, *command);
  return [command](Context& context) { return run_authenticate(context, *command); };
}

}  // namespace pkit::app
