#include "vault/find.h"

#include "store/events.h"
#include "store/meta.h"

namespace pkit::vault {

store::Vault find_own(store::Read& read, const Owner& owner, const std::string& name) {
  const auto vault = store::vaults::find_by_name(read, name);
  if (!vault)
    throw Error(Kind::not_found, "vault.missing", "there is no vault '" + printable(name) + "'", "see pkit vault ls");
  if (vault->owner != owner.principal.id)
    throw Error(Kind::denied, "vault.owner", "vault " + vault->name + " is another account's");
  return *vault;
}

OwnObject find_own_object(store::Read& read, const Owner& owner, const std::string& id) {
  const auto object = store::objects::find(read, id);
  const auto vault = object ? store::vaults::find(read, object->vault) : std::nullopt;
  if (!vault || vault->owner != owner.principal.id)
    throw Error(Kind::not_found, "vault.object", "there is no object '" + printable(id) + "'");
  return {*object, *vault};
}

void require_still(store::Read& read, const Owner& owner) {
  const auto principal = store::principals::find(read, owner.principal.id);
  if (!principal || !principal->enabled)
    throw Error(Kind::authentication, "account.disabled", "the account is disabled", "ask its operator");
  const auto account = store::accounts::find(read, owner.principal.id);
  if (!account || account->key_id != owner.key_id)
    throw Error(Kind::conflict, "vault.rotated", "the account has another key now", "use its certificate, and again");
}

Path content_of(const Session& session, const std::string& id) { return session.home.directory / "vaults" / id; }

Value vault_view(const store::Vault& vault, std::int64_t objects, std::int64_t octets) {
  return Value::map({{"id", vault.number},
                     {"name", vault.name},
                     {"description", vault.description},
                     {"provisioningCode", vault.provisioning_code},
                     {"templateId", vault.template_number},
                     {"mirrorId", vault.mirror == 0 ? Value() : Value(vault.mirror)},
                     {"mirrorPositionCode", vault.position.empty() ? Value() : Value(vault.position)},
                     {"retention", vault.retention == 0 ? Value() : Value(print_duration(vault.retention))},
                     {"quota", vault.quota == 0 ? Value() : Value(vault.quota)},
                     {"objects", objects},
                     {"octets", octets},
                     {"created", print_time(vault.created)}});
}

Value object_view(const store::Object& object, const std::string& vault) {
  return Value::map({{"id", object.id},
                     {"vault", vault},
                     {"name", object.name},
                     {"version", object.version},
                     {"sealedSize", object.size},
                     {"stored", print_time(object.stored)},
                     {"retainedUntil", object.retained_until ? Value(print_time(*object.retained_until)) : Value()}});
}

Value template_view(const store::VaultTemplate& made) {
  return Value::map({{"id", made.number},
                     {"name", made.name},
                     {"kind", made.mirror ? "mirror" : "vault"},
                     {"retention", made.retention == 0 ? Value() : Value(print_duration(made.retention))},
                     {"quota", made.quota == 0 ? Value() : Value(made.quota)},
                     {"created", print_time(made.created)}});
}

void write_vault_change(store::Write& write, Session& session, Time now, const char* event, const std::string& subject,
                        const Value& data) {
  store::events::append(write, now, session.actor, event, subject, data);
  store::meta::seen(write, now);
}

}  // namespace pkit::vault
