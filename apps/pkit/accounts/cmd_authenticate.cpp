// pkit authenticate: who holds this certificate and its key, and may they act?
#include "base/json.h"
#include "bridge/operations.h"
#include "pkit/gate_command.h"
#include "pkit/verbs.h"
#include "renewal/operations.h"

namespace pkit::app {

namespace {

struct AuthenticateCommand : GateCommand {
  AuthenticateCommand() : GateCommand(kAuthenticate) {}
  bool challenge = false;
  GateCommand user{kRealmLogin};  // with --realm
};

int make_challenge(Context& context, const AuthenticateCommand& command) {
  if (!command.files.empty() || !command.key.empty() || !command.via.empty())
    throw Error(Kind::usage, "option.combination", "--challenge stands alone",
                "the holder of the key signs it; then: pkit authenticate --cert FILE --response FILE");
  const Outcome outcome = new_challenge(context.session());
  return context.output.show(outcome, [&](Screen& screen) { screen.line(outcome.data.text_or("challenge")); });
}

/// The identity is the result, as document D has it (D27).
void print_identity(Screen& screen, const Value& data) {
  if (!data["identity"].is_map()) return;
  for (const std::string& line : split(to_pretty_json(data["identity"]), '\n'))
    if (!line.empty()) screen.line(line);
}

int log_in_to_realm(Context& context, AuthenticateCommand& command) {
  const Input& certificate = *kRealmLogin.inputs.find("cert");
  for (const auto& [input, file] : command.files) {
    if (std::string_view(input->name) != certificate.name)
      throw Error(Kind::usage, "option.combination", "--realm goes with --cert and --key");
    command.user.files[&certificate] = file;
  }
  command.user.key = command.key;
  command.user.key_passphrase = command.key_passphrase;
  command.user.via = command.via;
  const Outcome outcome = ask(context, command.user);
  return context.output.show(outcome, [&](Screen& screen) { print_identity(screen, outcome.data); });
}

int run_authenticate(Context& context, AuthenticateCommand& command) {
  const std::string& realm = std::static_pointer_cast<RealmLogin>(command.user.request)->realm;
  if (!realm.empty() && command.challenge) throw Error(Kind::usage, "option.combination", "--challenge stands alone");
  if (!realm.empty()) return log_in_to_realm(context, command);
  if (command.challenge) return make_challenge(context, command);
  const Outcome outcome = ask(context, command);
  return present(context, outcome, command.common());
}

}  // namespace

Run bind_authenticate(Options& options) {
  auto command = std::make_shared<AuthenticateCommand>();
  declare_request(options, *command);
  options.text("--realm", "REALM", "log in to this realm by --cert and --key",
               std::static_pointer_cast<RealmLogin>(command->user.request)->realm);
  options.flag("--challenge", "make a challenge, for the holder of a key to sign within two minutes",
               command->challenge);
  declare_via(options, *command);
  return [command](Context& context) { return run_authenticate(context, *command); };
}

}  // namespace pkit::app
