// vault delete, and what nobody may do to what is locked (C-P8).
#include "vault/find.h"
#include "vault/operations.h"
#include "vault/provisioner.h"
#include "vault/shapes.h"

namespace pkit::vault {

namespace {

/// Empty, and one side of nothing.
void require_deletable(store::Read& read, const store::Vault& vault) {
  if (!store::objects::of_vault(read, vault.number).empty())
    throw Error(Kind::denied, "vault.full", "vault " + vault.name + " is not empty",
                "its owner removes the objects: pkit vault rm");
  if (vault.mirror != 0)
    throw Error(Kind::denied, "vault.locked", "vault " + vault.name + " is one side of a locked mirror");
}

store::Vault vault_meant(store::Read& read, const std::optional<Owner>& owner, const std::string& name) {
  if (owner) {
    require_still(read, *owner);
    require_provisioner(read, *owner, true);
    return find_own(read, *owner, name);
  }
  const auto vault = store::vaults::find_by_name(read, name);
  if (!vault) throw Error(Kind::not_found, "vault.missing", "there is no vault '" + printable(name) + "'");
  return *vault;
}

constexpr Input kVaultDeleteInputs[] = {
    input<&DeleteRequest::name>("vault", "VAULT", "its name; it must be empty").needed().argument(),
};
constexpr const char* kDeletedReply[] = {"vault"};

}  // namespace

Outcome delete_vault(Session& session, const DeleteRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  std::optional<Owner> owner;
  if (request.proof || session.gate_caller) owner = owner_by(session, request.proof, now);
  Outcome outcome;
  session.database.write([&](store::Write& write) {
    const store::Vault vault = vault_meant(write, owner, request.name);
    require_deletable(write, vault);
    if (request.common.dry_run) {
      outcome.data = Value::map({{"dryRun", true}, {"would", Value::map({{"exit", 0}, {"name", vault.name}})}});
      return;
    }
    outcome.data = Value::map({{"vault", vault_view(write, vault)}});
    for (const store::Object& object : store::objects::arriving_in(write, vault.number))
      store::objects::erase(write, object.id);
    store::vaults::erase(write, vault.number);
    write_vault_change(write, session, now, "vault.deleted", "vault:" + std::to_string(vault.number),
                       Value::map({{"name", vault.name}}));
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

constinit const Operation kVaultDelete = operation<DeleteRequest, delete_vault>(
    {.name = "vault-delete", .inputs = kVaultDeleteInputs, .data = &shape::vault_made, .reply = kDeletedReply});

}  // namespace pkit::vault
