// pkit ssh-key add, scan, list, generate, rotate and retire: SSH keys, and where they let in.
#include "pkit/local_command.h"
#include "pkit/ssh_key_verbs.h"
#include "pkit/terminal.h"
#include "sshkeys/operations.h"

namespace pkit::app {

namespace {

std::string kind_of_key(const Value& key) { return key.text_or("keytype") + "-" + text_of(key["keylength"]); }

void print_key(Screen& screen, const Outcome& outcome) {
  if (outcome.data["would"].is_map()) return print_thing(screen, "would be made", outcome.data["would"]);
  const Value& key = outcome.data["key"];
  print_thing(screen,
              (outcome.data["dryRun"].is_bool() ? "would be SSH key " : "SSH key ") + key.text_or("fingerprint"), key,
              {"fingerprint", "created"});
}

void print_found(Screen& screen, const Outcome& outcome) {
  std::vector<std::vector<std::string>> table;
  for (const Value& one : outcome.data["found"].items())
    table.push_back({one.text_or("state"), one.text_or("store"), one.text_or("fingerprint"), kind_of_key(one),
                     one.text_or("comment"), one.text_or("options")});
  if (table.empty()) return screen.aside("pkit: no SSH keys");
  print_table(screen, table);
}

void print_keys(Screen& screen, const Outcome& outcome) {
  std::vector<std::vector<std::string>> table;
  for (const Value& key : outcome.data["keys"].items())
    table.push_back({key.text_or("state"), key.text_or("fingerprint"), kind_of_key(key), key.text_or("username"),
                     key.text_or("comment"), key.text_or("rotateBy"), text_of(key["serverlogons"])});
  if (table.empty()) return screen.aside("pkit: no SSH keys");
  print_table(screen, table);
}

void print_rotated(Screen& screen, const Outcome& outcome) {
  if (outcome.data["dryRun"].is_bool())
    return print_thing(screen, "would be replaced", outcome.data["former"], {"created"});
  print_thing(screen, "SSH key " + outcome.data["key"].text_or("fingerprint"), outcome.data["key"],
              {"fingerprint", "created"});
  print_thing(screen, "in the place of " + outcome.data["former"].text_or("fingerprint"), outcome.data["former"],
              {"fingerprint", "created", "keytype", "keylength", "comment", "username"});
}

void print_retired(Screen& screen, const Outcome& outcome) {
  if (outcome.data["retired"].items().empty()) return screen.aside("pkit: no SSH key is due");
  for (const Value& key : outcome.data["retired"].items())
    screen.line((outcome.data["dryRun"].is_bool() ? "would retire " : "retired ") + key.text_or("fingerprint") + " " +
                key.text_or("comment") + (key["stores"].items().empty() ? "" : "; out of " + text_of(key["stores"])));
}

/// Asks on the terminal for the passphrase where nothing says it.
void take_passphrase(const LocalCommand& command, sshkeys::GenerateRequest& next, const Common& common) {
  const bool in_file = command.files.contains(command.operation.inputs.find("passphrase-file"));
  if (in_file && next.plain)
    throw Error(Kind::usage, "option.combination", "--passphrase-file and --no-passphrase exclude each other");
  if (!in_file && !next.plain && !common.dry_run) next.passphrase = ask_new_secret("passphrase for the new key");
}

}  // namespace

Run bind_ssh_key_add(Options& options) { return bind_local<sshkeys::kAddKey, print_key>(options); }
Run bind_ssh_key_scan(Options& options) { return bind_local<sshkeys::kScanKeys, print_found>(options); }
Run bind_ssh_key_list(Options& options) { return bind_local<sshkeys::kListKeys, print_keys>(options); }
Run bind_ssh_key_retire(Options& options) { return bind_local<sshkeys::kRetireKeys, print_retired>(options); }

Run bind_ssh_key_generate(Options& options) {
  auto command = std::make_shared<LocalCommand>(sshkeys::kGenerateKey);
  declare_local(options, *command);
  return [command](Context& context) {
    auto& request = *static_cast<sshkeys::GenerateRequest*>(command->request.get());
    take_passphrase(*command, request, request.common);
    return show_local(context, *command, print_key);
  };
}

Run bind_ssh_key_rotate(Options& options) {
  auto command = std::make_shared<LocalCommand>(sshkeys::kRotateKey);
  declare_local(options, *command);
  return [command](Context& context) {
    auto& request = *static_cast<sshkeys::RotateRequest*>(command->request.get());
    take_passphrase(*command, request.next, request.common);
    return show_local(context, *command, print_rotated);
  };
}

}  // namespace pkit::app
