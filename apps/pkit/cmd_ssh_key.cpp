// pkit ssh-key add, scan, list, generate, rotate and retire: SSH keys, and where they let in.
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/ssh_key_verbs.h"
#include "pkit/terminal.h"
#include "ssh/private_key.h"
#include "sshkeys/operations.h"

namespace pkit::app {

namespace {

constexpr Duration kUsualOverlap = 7LL * 24 * 3600 * 1000;

/// A new key, and under which passphrase.
struct NewKeyOptions {
  sshkeys::GenerateRequest request;
  std::string out, passphrase_file;
  bool no_passphrase = false;
};

void declare_new_key(Options& options, NewKeyOptions& o, const char* key_type) {
  options.file("--out", "FILE", "where the private key is written, new and 0600; FILE.pub gets the public one", o.out)
      .must_be_given();
  options.choice("--key-type", "TYPE", ssh::new_key_words(), key_type, o.request.key_type);
  options.file("--passphrase-file", "FILE", "encrypt the key with the passphrase in FILE", o.passphrase_file);
  options.flag("--no-passphrase", "leave the key unencrypted", o.no_passphrase);
  options.text("--comment", "TEXT", "what stands behind the key in each file", o.request.comment);
  options.text("--username", "NAME", "whose key it is", o.request.username);
  options.duration("--lifetime", "after which it is to be another one", o.request.lifetime);
}

/// Asks on the terminal where nothing says it.
void take_new_key(const Context& context, NewKeyOptions& o, bool dry_run) {
  if (!o.passphrase_file.empty() && o.no_passphrase)
    throw Error(Kind::usage, "option.combination", "--passphrase-file and --no-passphrase exclude each other");
  o.request.out = absolute_path(o.out).string();
  if (o.no_passphrase || dry_run) return;
  o.request.passphrase =
      o.passphrase_file.empty() ? ask_new_secret("passphrase for the new key") : secret_in(context, o.passphrase_file);
}

void declare_places(Options& options, std::vector<std::string>& stores, std::string& text) {
  options.texts("--store", "STORE", "an ssh-authorized-keys store in which it lets in from now on", stores);
  options.text("--options", "OPTIONS", "what stands before it there, as in sshd(8)", text);
}

int show_key(Context& context, const Outcome& outcome) {
  return context.output.show(outcome, [&](Screen& screen) {
    if (outcome.data["would"].is_map()) return print_thing(screen, "would be made", outcome.data["would"]);
    const Value& key = outcome.data["key"];
    print_thing(screen,
                (outcome.data["dryRun"].is_bool() ? "would be SSH key " : "SSH key ") + key.text_or("fingerprint"), key,
                {"fingerprint", "created"});
  });
}

std::string kind_of_key(const Value& key) { return key.text_or("keytype") + "-" + text_of(key["keylength"]); }

}  // namespace

Run bind_ssh_key_add(Options& options) {
  struct AddOptions {
    sshkeys::AddRequest request;
    std::string file;
  };
  auto o = std::make_shared<AddOptions>();
  options.argument("FILE", "its public key, like id_ed25519.pub", o->file).must_be_given().completes(Completion::file);
  options.text("--comment", "TEXT", "in place of the comment in FILE", o->request.comment);
  options.text("--username", "NAME", "whose key it is", o->request.username);
  options.duration("--lifetime", "after which it is to be another one", o->request.lifetime);
  declare_places(options, o->request.stores, o->request.options);
  options.flag("--dry-run", "tell what would happen, but change nothing", o->request.common.dry_run);
  return [o](Context& context) {
    o->request.public_key = read_document(context, o->file);
    return show_key(context, sshkeys::add_key(context.session(), o->request));
  };
}

Run bind_ssh_key_scan(Options& options) {
  auto request = std::make_shared<sshkeys::ScanRequest>();
  options.arguments("STORE", "name or id; none: all that hold SSH keys", request->stores);
  options.flag("--adopt", "look after those that nobody does", request->adopt);
  options.duration("--lifetime", "after which one that is adopted is to be another", request->lifetime);
  options.flag("--dry-run", "tell what would happen, but change nothing", request->common.dry_run);
  return [request](Context& context) {
    if (request->lifetime && !request->adopt)
      throw Error(Kind::usage, "option.combination", "--lifetime goes with --adopt");
    const Outcome outcome = sshkeys::scan_keys(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      std::vector<std::vector<std::string>> table;
      for (const Value& one : outcome.data["found"].items())
        table.push_back({one.text_or("state"), one.text_or("store"), one.text_or("fingerprint"), kind_of_key(one),
                         one.text_or("comment"), one.text_or("options")});
      if (table.empty()) return screen.aside("pkit: no SSH keys");
      print_table(screen, table);
    });
  };
}

Run bind_ssh_key_list(Options& options) {
  auto request = std::make_shared<sshkeys::ListRequest>();
  options.flag("--stale", "only those that are to be others by now", request->stale);
  options.flag("--retired", "those that were retired too", request->retired);
  return [request](Context& context) {
    const Outcome outcome = sshkeys::list_keys(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      std::vector<std::vector<std::string>> table;
      for (const Value& key : outcome.data["keys"].items())
        table.push_back({key.text_or("state"), key.text_or("fingerprint"), kind_of_key(key), key.text_or("username"),
                         key.text_or("comment"), key.text_or("rotateBy"), text_of(key["serverlogons"])});
      if (table.empty()) return screen.aside("pkit: no SSH keys");
      print_table(screen, table);
    });
  };
}

Run bind_ssh_key_generate(Options& options) {
  auto o = std::make_shared<NewKeyOptions>();
  declare_new_key(options, *o, "what kind of key; ed25519 by default");
  declare_places(options, o->request.stores, o->request.options);
  options.flag("--dry-run", "tell what would happen, but change nothing", o->request.common.dry_run);
  return [o](Context& context) {
    take_new_key(context, *o, o->request.common.dry_run);
    return show_key(context, sshkeys::generate_key(context.session(), o->request));
  };
}

Run bind_ssh_key_rotate(Options& options) {
  struct RotateOptions {
    std::string key;
    NewKeyOptions next;
    std::optional<Duration> overlap;
    std::vector<std::string> prove;
    Common common;
  };
  auto o = std::make_shared<RotateOptions>();
  options.argument("KEY", "fingerprint or its beginning, comment, or file of the old one", o->key).must_be_given();
  declare_new_key(options, o->next, "what kind of key; without it as the old one");
  options.duration("--overlap", "how long both let in, 7d by default", o->overlap);
  options.flag("--dry-run", "tell what would happen, but change nothing", o->common.dry_run);
  options.rest("--prove", "PROGRAM...", "a program that logs in by the new key; its argument {} is the key's file",
               o->prove);
  return [o](Context& context) {
    take_new_key(context, o->next, o->common.dry_run);
    const Outcome outcome = sshkeys::rotate_key(context.session(), {.key = o->key,
                                                                    .next = std::move(o->next.request),
                                                                    .overlap = o->overlap.value_or(kUsualOverlap),
                                                                    .prove = o->prove,
                                                                    .common = o->common});
    return context.output.show(outcome, [&](Screen& screen) {
      if (outcome.data["dryRun"].is_bool())
        return print_thing(screen, "would be replaced", outcome.data["former"], {"created"});
      print_thing(screen, "SSH key " + outcome.data["key"].text_or("fingerprint"), outcome.data["key"],
                  {"fingerprint", "created"});
      print_thing(screen, "in the place of " + outcome.data["former"].text_or("fingerprint"), outcome.data["former"],
                  {"fingerprint", "created", "keytype", "keylength", "comment", "username"});
    });
  };
}

Run bind_ssh_key_retire(Options& options) {
  auto request = std::make_shared<sshkeys::RetireRequest>();
  options.arguments("KEY", "fingerprint or its beginning, comment, or file: taken out at once", request->keys);
  options.flag("--due", "all that another one stands beside, and whose overlap is over", request->due);
  options.flag("--dry-run", "tell what would happen, but change nothing", request->common.dry_run);
  return [request](Context& context) {
    if (request->keys.empty() && !request->due)
      throw Error(Kind::usage, "option.missing", "nothing says which key", "pkit ssh-key retire KEY, or --due");
    const Outcome outcome = sshkeys::retire_keys(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      if (outcome.data["retired"].items().empty()) return screen.aside("pkit: no SSH key is due");
      for (const Value& key : outcome.data["retired"].items())
        screen.line((request->common.dry_run ? "would retire " : "retired ") + key.text_or("fingerprint") + " " +
                    key.text_or("comment") +
                    (key["stores"].items().empty() ? "" : "; out of " + text_of(key["stores"])));
    });
  };
}

}  // namespace pkit::app
