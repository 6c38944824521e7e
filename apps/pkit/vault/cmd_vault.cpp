// pkit vault template, create, delete, set and mirror create: vaults themselves.
#include "pkit/account_credentials.h"
#include "pkit/decision.h"
#include "pkit/render.h"
#include "pkit/vault/command.h"
#include "pkit/verbs.h"
#include "vault/operations.h"

namespace pkit::app {

namespace {

int show_made(Context& context, const pkit::Outcome& outcome, const char* what) {
  return context.output.show(outcome, [&](Screen& screen) {
    if (outcome.data["would"].is_map())
      return print_thing(screen, "dry run: nothing was changed; it would be", outcome.data["would"]);
    print_thing(screen, std::string(what) + " " + text_of(outcome.data[what]["id"]), outcome.data[what], {"id"});
  });
}

int show_templates(Context& context) {
  const pkit::Outcome outcome = vault::list_templates(context.session());
  return context.output.show(outcome, [&](Screen& screen) {
    const Value& rows = outcome.data["templates"];
    if (rows.items().empty()) return screen.aside("pkit: no templates");
    std::vector<std::vector<std::string>> table;
    for (const Value& row : rows.items())
      table.push_back({text_of(row["id"]), text_of(row["kind"]), text_of(row["name"]), text_of(row["retention"]),
                       text_of(row["quota"])});
    print_table(screen, table);
  });
}

}  // namespace

Run bind_vault_template(Options& options) {
  struct TemplateOptions {
    vault::TemplateRequest request;
    std::optional<Duration> retention;
  };
  auto o = std::make_shared<TemplateOptions>();
  options.argument("NAME", "of a new one; without it those that there are are listed", o->request.name);
  options.flag("--mirror", "for mirrors, not for vaults", o->request.mirror);
  options.duration("--retention", "let nobody replace or remove an object for so long", o->retention);
  options.number("--quota", "how many sealed bytes a vault holds at most", o->request.quota);
  declare_retry(options, o->request.common);
  return [o](Context& context) {
    if (o->request.name.empty()) return show_templates(context);
    o->request.retention = o->retention.value_or(0);
    return show_made(context, vault::create_template(context.session(), o->request), "template");
  };
}

Run bind_vault_create(Options& options) {
  auto command = std::make_shared<GateCommand>(vault::kVaultCreate);
  declare_vault_command(options, *command);
  return [command](Context& context) { return show_made(context, ask_as_owner(context, *command), "vault"); };
}

Run bind_mirror_create(Options& options) {
  auto command = std::make_shared<GateCommand>(vault::kMirrorCreate);
  declare_vault_command(options, *command);
  return [command](Context& context) { return show_made(context, ask_as_owner(context, *command), "mirror"); };
}

Run bind_vault_delete(Options& options) {
  auto command = std::make_shared<GateCommand>(vault::kVaultDelete);
  declare_request(options, *command);
  options.flag("--dry-run", "tell what would happen, but change nothing", command->common().dry_run);
  declare_via(options, *command);
  return [command](Context& context) {
    if (command->key.empty() && !command->via.empty()) require_owner(context, *command);  // an operator is at home
    return show_made(context, ask(context, *command), "vault");
  };
}

Run bind_vault_set(Options& options) {
  struct SetOptions {
    std::string vault, name, acl, proxy, mirror;
  };
  auto o = std::make_shared<SetOptions>();
  options.argument("VAULT", "of a vault or mirror", o->vault).must_be_given();
  options.text("--name", "NAME", "refused always", o->name);
  options.text("--acl", "ACL", "refused always", o->acl);
  options.text("--proxy", "URL", "refused always", o->proxy);
  options.text("--mirror", "MIRROR", "refused always", o->mirror);
  return [o](Context& context) -> int {
    if (!o->name.empty()) vault::refuse_locked(context.session(), o->vault, "it keeps its name");
    if (!o->acl.empty()) vault::refuse_locked(context.session(), o->vault, "it is for its owner alone");
    if (!o->proxy.empty()) vault::refuse_locked(context.session(), o->vault, "it has no proxy");
    if (!o->mirror.empty())
      vault::refuse_locked(context.session(), o->vault, "it is mirrored from its beginning or not at all");
    throw Error(Kind::usage, "option.missing", "nothing is to be set");
  };
}

Run bind_mirror_delete(Options& options) {
  auto mirror = std::make_shared<std::string>();
  options.argument("MIRROR", "its name", *mirror).must_be_given();
  return
      [mirror](Context& context) -> int { vault::refuse_locked(context.session(), *mirror, "a locked mirror stays"); };
}

}  // namespace pkit::app
