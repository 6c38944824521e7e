// Templates, vaults and mirrors: made, listed, ended.
#include <algorithm>
#include <charconv>

#include "vault/find.h"
#include "view/resolve.h"
#include "x509/certificate.h"
#include "x509/envelope.h"

namespace pkit::vault {

namespace {

/// C-P10: letters, digits, underscore.
void require_vault_name(const std::string& name) {
  constexpr std::size_t kLongest = 255;
  const bool fits = !name.empty() && name.size() <= kLongest && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!fits)
    throw Error(Kind::usage, "vault.name", "'" + printable(name) + "' is no name of a vault, mirror or template",
                "1 to 255 letters, digits and underscores");
}

store::VaultTemplate find_template(store::Read& read, const std::string& word, bool mirror) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const bool is_number = error == std::errc() && end == word.data() + word.size();
  const auto found =
      is_number ? store::vault_templates::find(read, number) : store::vault_templates::find_by_name(read, word);
  if (found && found->mirror == mirror) return *found;
  throw Error(Kind::not_found, "vault.template",
              "there is no template '" + printable(word) + "' for " + (mirror ? "mirrors" : "vaults"),
              "an operator lists them: pkit vault template");
}

/// C-P13, C-P14, and a key to which something can be sealed.
void require_provisioner(store::Read& read, const Owner& owner, bool deletes) {
  if (owner.account.role != "vaultProvisioner")
    throw Error(Kind::denied, "vault.role", "the account has no role that lets it provision vaults");
  const std::string& level = owner.account.provisioning;
  if (level == "createAndDelete" || (level == "createOnly" && !deletes)) {
    if (deletes) return;
    for (const store::Certificate& row : store::certificates::of_principal(read, owner.principal.id)) {
      if (row.key_id != owner.key_id) continue;
      const x509::PublicKey key = x509::parse_certificate(row.der).key;
      if (x509::can_receive(key)) return;
      throw Error(Kind::denied, "vault.key", std::string("nothing can be sealed to an ") + key.type_word() + " key",
                  "keys that receive are RSA and EC; rotate to one: pkit rotate-key");
    }
  }
  throw Error(Kind::denied, "vault.provisioning",
              "the account's level of provisioning is " + level + ", which does not let it " +
                  (deletes ? "delete" : "create") + " vaults");
}

/// The mirror that a vault is to be one side of.
std::int64_t mirror_for(store::Read& read, const Owner& owner, const CreateRequest& request) {
  if (request.mirror.empty() != request.position.empty())
    throw Error(Kind::usage, "option.combination", "a mirror and a position need each other");
  if (request.mirror.empty()) return 0;
  const auto mirror = store::mirrors::find_by_name(read, request.mirror);
  if (!mirror) throw Error(Kind::not_found, "vault.mirror", "there is no mirror '" + printable(request.mirror) + "'");
  if (mirror->owner != owner.principal.id)
    throw Error(Kind::denied, "vault.owner", "mirror " + mirror->name + " is another account's");
  for (const store::Vault& side : store::vaults::of_mirror(read, mirror->number))
    if (side.position == request.position)
      throw Error(Kind::conflict, "vault.position", request.position + " of mirror " + mirror->name + " is taken");
  return mirror->number;
}

void require_free_name(store::Read& read, const std::string& name) {
  if (store::vaults::find_by_name(read, name))
    throw Error(Kind::conflict, "vault.exists", "there is a vault '" + name + "' already");
}

Value shown(store::Read& read, const store::Vault& vault) {
  const auto objects = store::objects::of_vault(read, vault.number);
  return vault_view(vault, static_cast<std::int64_t>(objects.size()), store::objects::octets_in(read, vault.number));
}

}  // namespace

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

Outcome create_vault(Session& session, const Owner& owner, const CreateRequest& request) {
  require_vault_name(request.name);
  const Time now = operation_time(session, true);
  Outcome outcome;
  session.database.write([&](store::Write& write) {
    require_still(write, owner);
    require_provisioner(write, owner, false);
    const store::VaultTemplate from = find_template(write, request.template_word, false);
    require_free_name(write, request.name);
    store::Vault vault{
        .number = 0,
        .name = request.name,
        .owner = owner.principal.id,
        .description = request.description,
        .provisioning_code = request.provisioning_code.empty() ? request.name : request.provisioning_code,
        .template_number = from.number,
        .mirror = mirror_for(write, owner, request),
        .position = request.position,
        .retention = from.retention,
        .quota = from.quota,
        .created = now};
    vault.number = store::vaults::insert(write, vault);
    write_vault_change(write, session, now, "vault.created", "vault:" + std::to_string(vault.number),
                       Value::map({{"account", owner.account.number}, {"name", vault.name}}));
    outcome.data = Value::map({{"vault", shown(write, vault)}});
  });
  return outcome;
}

Outcome create_mirror(Session& session, const Owner& owner, const CreateRequest& request) {
  require_vault_name(request.name);
  const Time now = operation_time(session, true);
  Outcome outcome;
  session.database.write([&](store::Write& write) {
    require_still(write, owner);
    require_provisioner(write, owner, false);
    const store::VaultTemplate from = find_template(write, request.template_word, true);
    if (store::mirrors::find_by_name(write, request.name))
      throw Error(Kind::conflict, "vault.exists", "there is a mirror '" + request.name + "' already");
    const store::Mirror mirror{0, request.name, owner.principal.id, from.number, now};
    const std::int64_t number = store::mirrors::insert(write, mirror);
    write_vault_change(write, session, now, "mirror.created", "mirror:" + std::to_string(number),
                       Value::map({{"account", owner.account.number}, {"name", mirror.name}}));
    outcome.data = Value::map(
        {{"mirror",
          Value::map(
              {{"id", number}, {"name", mirror.name}, {"templateId", from.number}, {"created", print_time(now)}})}});
  });
  return outcome;
}

Outcome delete_vault(Session& session, const Owner* owner, const std::string& name, const Common& common) {
  const Time now = operation_time(session, !common.dry_run);
  Outcome outcome;
  session.database.write([&](store::Write& write) {
    const auto vault = owner ? find_own(write, *owner, name) : store::vaults::find_by_name(write, name);
    if (!vault) throw Error(Kind::not_found, "vault.missing", "there is no vault '" + printable(name) + "'");
    if (owner) {
      require_still(write, *owner);
      require_provisioner(write, *owner, true);
    }
    if (!store::objects::of_vault(write, vault->number).empty())
      throw Error(Kind::denied, "vault.full", "vault " + vault->name + " is not empty",
                  "its owner removes the objects: pkit vault rm");
    if (vault->mirror != 0)
      throw Error(Kind::denied, "vault.locked", "vault " + vault->name + " is one side of a locked mirror");
    if (common.dry_run) {
      outcome.data = Value::map({{"dryRun", true}, {"would", Value::map({{"exit", 0}, {"name", vault->name}})}});
      return;
    }
    outcome.data = Value::map({{"vault", shown(write, *vault)}});
    for (const store::Object& object : store::objects::arriving_before(write, now + 1))
      if (object.vault == vault->number) store::objects::erase(write, object.id);
    store::vaults::erase(write, vault->number);
    write_vault_change(write, session, now, "vault.deleted", "vault:" + std::to_string(vault->number),
                       Value::map({{"name", vault->name}}));
  });
  settle_objects(session);
  return outcome;
}

void refuse_locked(Session& session, const std::string& name, const std::string& what) {
  session.state.read([&](store::Read& read) {
    if (!store::vaults::find_by_name(read, name) && !store::mirrors::find_by_name(read, name))
      throw Error(Kind::not_found, "vault.missing", "there is no vault or mirror '" + printable(name) + "'");
  });
  throw Error(Kind::denied, "vault.locked", printable(name) + " is locked: " + what);
}

Outcome list_vaults(Session& session, const Owner& owner) {
  Value list = Value::list();
  session.state.read([&](store::Read& read) {
    for (const store::Vault& vault : store::vaults::of_owner(read, owner.principal.id)) list.push(shown(read, vault));
  });
  Outcome outcome;
  outcome.data.set("vaults", std::move(list));
  return outcome;
}

Outcome list_objects(Session& session, const Owner& owner, const std::string& name) {
  Value list = Value::list();
  session.state.read([&](store::Read& read) {
    const store::Vault vault = find_own(read, owner, name);
    for (const store::Object& object : store::objects::of_vault(read, vault.number))
      list.push(object_view(object, vault.name));
  });
  Outcome outcome;
  outcome.data.set("objects", std::move(list));
  return outcome;
}

}  // namespace pkit::vault
