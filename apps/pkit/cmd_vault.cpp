// pkit vault template, create, delete, set and mirror create: vaults themselves.
#include "pkit/account_credentials.h"
#include "pkit/decision.h"
#include "pkit/render.h"
#include "pkit/vault_owner.h"
#include "pkit/verbs.h"

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

struct CreateOptions {
  OwnerOptions owner;
  vault::CreateRequest request;
};

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
  auto o = std::make_shared<CreateOptions>();
  options.argument("NAME", "of the vault: letters, digits and underscores", o->request.name).must_be_given();
  options.text("--template", "TEMPLATE", "its id or name, as the operator handed it over", o->request.template_word)
      .must_be_given();
  declare_owner(options, o->owner);
  options.text("--description", "TEXT", "what it is for", o->request.description);
  options.text("--provisioning-code", "CODE", "by default its name", o->request.provisioning_code);
  options.text("--mirror", "MIRROR", "the mirror that it is one side of", o->request.mirror);
  options.choice("--position", "POSITION", {"position1", "position2"}, "which side", o->request.position);
  return [o](Context& context) {
    const OwnerWithKey owner = owner_of(context, o->owner);
    return show_made(context, vault::create_vault(context.session(), owner.owner, o->request), "vault");
  };
}

Run bind_mirror_create(Options& options) {
  auto o = std::make_shared<CreateOptions>();
  options.argument("NAME", "of the mirror: letters, digits and underscores", o->request.name).must_be_given();
  options.text("--template", "TEMPLATE", "its id or name, as the operator handed it over", o->request.template_word)
      .must_be_given();
  declare_owner(options, o->owner);
  return [o](Context& context) {
    const OwnerWithKey owner = owner_of(context, o->owner);
    return show_made(context, vault::create_mirror(context.session(), owner.owner, o->request), "mirror");
  };
}

Run bind_vault_delete(Options& options) {
  struct DeleteOptions {
    OwnerOptions owner;
    std::string vault;
    pkit::Common common;
  };
  auto o = std::make_shared<DeleteOptions>();
  options.argument("VAULT", "its name; it must be empty", o->vault).must_be_given();
  options.file("--cert", "FILE", "its owner's certificate; without it an operator deletes it", o->owner.certificate);
  options.file("--key", "FILE", "its owner's key", o->owner.key);
  options.flag("--dry-run", "tell what would happen, but change nothing", o->common.dry_run);
  return [o](Context& context) {
    if (o->owner.certificate.empty() != o->owner.key.empty())
      throw Error(Kind::usage, "option.combination", "--cert and --key need each other");
    std::optional<OwnerWithKey> owner;
    if (!o->owner.key.empty()) owner = owner_of(context, o->owner);
    return show_made(
        context, vault::delete_vault(context.session(), owner ? &owner->owner : nullptr, o->vault, o->common), "vault");
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
