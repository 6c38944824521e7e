// pkit authority sign: a certificate for a subordinate CA.
#include "ca/authorities.h"
#include "pkit/files.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct SignCommand : LocalCommand {
  SignCommand() : LocalCommand(kSignAuthority) {}
  Target target;
};

Outcome sign(Context& context, const SignCommand& command) {
  const Target& target = command.target;
  check_target(context, target, "");
  Outcome outcome = ask_local(context, command);
  if (outcome.certificate.empty() || !target.is_file()) return outcome;
  const std::string pem = outcome.data.text_or("pem");
  if (target.force)
    replace_file(target.path, as_bytes(pem), Mode::shared);
  else
    create_file(target.path, as_bytes(pem), Mode::shared);
  outcome.data.set("file", target.path);
  return outcome;
}

int show_signed(Context& context, const SignCommand& command) {
  const Outcome outcome = sign(context, command);
  return context.output.show(outcome, [&](Screen& screen) {
    if (outcome.data["would"].is_map())
      return print_thing(screen, "dry run: nothing was changed; it would be", outcome.data["would"]);
    if (!command.target.is_file()) return screen.pem(outcome.certificate);
    print_thing(screen, "signed, and written to " + command.target.path, outcome.data["authority"]);
  });
}

}  // namespace

Run bind_authority_sign(Options& options) {
  auto command = std::make_shared<SignCommand>();
  declare_local(options, *command);
  options.file("--out", "FILE", "write the certificate there", command->target.path);
  options.flag("--force", "replace what is there already", command->target.force);
  return [command](Context& context) { return show_signed(context, *command); };
}

}  // namespace pkit::app
