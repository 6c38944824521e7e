// Templates of vaults and mirrors: an operator's (C-P11).
#include "vault/find.h"
#include "vault/operations.h"

namespace pkit::vault {

Outcome create_template(Session& session, const TemplateRequest& request) {
  require_vault_name(request.name);
  const Time now = operation_time(session, !request.common.dry_run);
  Outcome outcome;
  if (request.common.dry_run) {
    outcome.data = Value::map({{"dryRun", true}, {"would", Value::map({{"exit", 0}, {"name", request.name}})}});
    return outcome;
  }
  session.database.write([&](store::Write& write) {
    if (store::vault_templates::find_by_name(write, request.name))
      throw Error(Kind::conflict, "vault.exists", "there is a template '" + request.name + "' already");
    store::VaultTemplate made{0, request.name, request.mirror, request.retention, request.quota, now};
    made.number = store::vault_templates::insert(write, made);
    outcome.data = Value::map({{"template", template_view(made)}});
    write_vault_change(write, session, now, "vault.template", "template:" + std::to_string(made.number),
                       template_view(made));
  });
  return outcome;
}

Outcome list_templates(Session& session) {
  Value list = Value::list();
  session.state.read([&](store::Read& read) {
    for (const store::VaultTemplate& made : store::vault_templates::all(read)) list.push(template_view(made));
  });
  Outcome outcome;
  outcome.data.set("templates", std::move(list));
  return outcome;
}

}  // namespace pkit::vault
