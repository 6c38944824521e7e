// vault ls: an account's vaults, or the objects in one.
#include "vault/find.h"
#include "vault/operations.h"
#include "vault/shapes.h"

namespace pkit::vault {

namespace {

constexpr Input kVaultLsInputs[] = {
    input<&ListRequest::vault>("vault", "VAULT", "whose objects; without it the account's vaults").argument(),
};
constexpr const char* kListReply[] = {"vaults", "objects"};

}  // namespace

Outcome list_vaults(Session& session, const ListRequest& request) {
  const Owner owner = owner_by(session, request.proof, operation_time(session, false));
  Value rows = Value::list();
  session.state.read([&](store::Read& read) {
    if (request.vault.empty()) {
      for (const store::Vault& vault : store::vaults::of_owner(read, owner.principal.id))
        rows.push(vault_view(read, vault));
      return;
    }
    const store::Vault vault = find_own(read, owner, request.vault);
    for (const store::Object& object : store::objects::of_vault(read, vault.number))
      rows.push(object_view(object, vault.name));
  });
  Outcome outcome;
  outcome.data.set(request.vault.empty() ? "vaults" : "objects", std::move(rows));
  return outcome;
}

constinit const Operation kVaultLs = operation<ListRequest, list_vaults>(
    {.name = "vault-ls", .inputs = kVaultLsInputs, .data = &shape::vault_listed, .reply = kListReply});

}  // namespace pkit::vault
