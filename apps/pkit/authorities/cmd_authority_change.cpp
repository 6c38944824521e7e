// pkit authority renew, add, passphrase, retire, revoke, abandon: a CA's own life.
#include "ca/authorities.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

/// A dry run has told all that there is.
bool told_dry_run(Screen& screen, const Outcome& outcome) {
  if (!outcome.data["would"].is_map()) return false;
  print_thing(screen, "dry run: nothing was changed; it would be", outcome.data["would"]);
  return true;
}

void print_change(Screen& screen, const Outcome& outcome) {
  if (told_dry_run(screen, outcome)) return;
  print_authority(screen, outcome.data["authority"]);
  if (!outcome.data["yaml"].is_text()) return;
  screen.line("");
  screen.line("to put under 'authorities:' in pkit.yaml:");
  for (const std::string& line : split(outcome.data.text_or("yaml"), '\n'))
    if (!line.empty()) screen.line(line);
}

void print_passphrase(Screen& screen, const Outcome& outcome) {
  if (!told_dry_run(screen, outcome)) print_thing(screen, "changed", outcome.data["authority"]);
}

/// A file with a passphrase is not looked at where the command line is wrong.
void require_combination(const LocalCommand& command) {
  const Input* file = command.operation.inputs.find("new-passphrase-file");
  require_one_passphrase(command.files.contains(file),
                         static_cast<const ChangePassphraseRequest*>(command.request.get())->plain);
}

void print_order(Screen& screen, const Outcome& outcome) {
  if (told_dry_run(screen, outcome)) return;
  print_thing(screen, "order " + outcome.data["order"].text_or("id"), outcome.data["order"], {"id"});
}

}  // namespace

Run bind_authority_renew(Options& options) { return bind_local<kRenewAuthority, print_change>(options); }
Run bind_authority_add(Options& options) { return bind_local<kAddAuthority, print_change>(options); }
Run bind_authority_passphrase(Options& options) {
  auto command = std::make_shared<LocalCommand>(kChangePassphrase);
  declare_local(options, *command);
  return [command](Context& context) {
    require_combination(*command);
    return show_local(context, *command, print_passphrase);
  };
}
Run bind_authority_retire(Options& options) { return bind_local<kRetireAuthority, print_change>(options); }
Run bind_authority_revoke(Options& options) { return bind_local<kRevokeAuthority, print_change>(options); }
Run bind_authority_abandon(Options& options) { return bind_local<kAbandonOrder, print_order>(options); }

}  // namespace pkit::app
