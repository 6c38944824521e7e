// pkit authority passphrase: an authority's keys under another passphrase.
#include "ca/authorities.h"
#include "pkit/context.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct PassphraseOptions {
  pkit::ChangePassphraseRequest request;
  std::string next_file, former_file, key;
  bool none = false;
};

void take_files(const Context& context, PassphraseOptions& o) {
  if (o.next_file.empty() != o.none)
    throw Error(Kind::usage, "option.combination", "give either --new-passphrase-file or --no-passphrase");
  if (!o.none) {
    o.request.next = secret_in(context, o.next_file);
    if (o.request.next.reveal().empty())
      throw Error(Kind::usage, "option.value", "--new-passphrase-file: the passphrase is empty", "--no-passphrase");
  }
  if (!o.former_file.empty()) o.request.former = secret_in(context, o.former_file);
  if (!o.key.empty()) o.request.key = absolute_path(o.key);
}

}  // namespace

Run bind_authority_passphrase(Options& options) {
  auto o = std::make_shared<PassphraseOptions>();
  options.argument("AUTHORITY", "whose keys", o->request.name).must_be_given().completes(Completion::authority);
  options.file("--new-passphrase-file", "FILE", "encrypt them with the passphrase in FILE", o->next_file);
  options.flag("--no-passphrase", "leave them unencrypted", o->none);
  options.file("--passphrase-file", "FILE", "their passphrase now, where pkit.yaml does not lead to it",
               o->former_file);
  options.file("--key", "FILE", "this key alone, as the root's", o->key);
  options.flag("--dry-run", "tell what would happen, but change nothing", o->request.common.dry_run);
  return [o](Context& context) {
    take_files(context, *o);
    const pkit::Outcome outcome = pkit::change_passphrase(context.session(), o->request);
    return context.output.show(outcome, [&](Screen& screen) {
      if (outcome.data["would"].is_map())
        return print_thing(screen, "dry run: nothing was changed; it would be", outcome.data["would"]);
      print_thing(screen, "changed", outcome.data["authority"]);
    });
  };
}

}  // namespace pkit::app
