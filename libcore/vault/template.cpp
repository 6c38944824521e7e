// Templates of vaults and mirrors: an operator's (C-P11).
#include "change/change.h"
#include "change/claim.h"
#include "vault/find.h"
#include "vault/operations.h"

namespace pkit::vault {

namespace {

void require_free(store::Read& read, const std::string& name) {
  if (store::vault_templates::find_by_name(read, name))
    throw Error(Kind::conflict, "vault.exists", "there is a template '" + name + "' already");
}

/// Without its number, which it gets as it is written.
Value told_of(const store::VaultTemplate& made) {
  const Value view = template_view(made);
  Value told = Value::map();
  for (const auto& [name, value] : view.members())
    if (name != "id") told.set(name, value);
  return told;
}

Outcome shown(const ReadSession& session, const std::string& name) {
  Outcome outcome;
  session.state.read([&](store::Read& read) {
    const auto made = store::vault_templates::find_by_name(read, name);
    if (made) outcome.data = Value::map({{"template", template_view(*made)}});
  });
  return outcome;
}

Outcome rehearsed(const ReadSession& session, const TemplateRequest& request) {
  session.state.read([&](store::Read& read) { require_free(read, request.name); });
  Outcome outcome;
  outcome.data = Value::map({{"dryRun", true}, {"would", Value::map({{"exit", 0}, {"name", request.name}})}});
  return outcome;
}

Outcome create_once(Session& session, const TemplateRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  if (request.common.dry_run) return rehearsed(session, request);
  const store::VaultTemplate made{0, request.name, request.mirror, request.retention, request.quota, now};
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    require_free(write, request.name);
    store::vault_templates::insert(write, made);
  };
  change.events = {{"vault.template", "template:" + request.name, told_of(made)}};
  change.request_id = request.common.request_id;
  change.request_subject = request.name;
  commit(session, change);
  return shown(session, request.name);
}

}  // namespace

Outcome create_template(Session& session, const TemplateRequest& request) {
  require_vault_name(request.name);
  const Value inputs = Value::map(
      {{"name", request.name}, {"mirror", request.mirror}, {"retention", request.retention}, {"quota", request.quota}});
  return once(
      session, request.common, "vault template", inputs, [&] { return create_once(session, request); },
      [&](const std::string& name) { return shown(session, name); });
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
