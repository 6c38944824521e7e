// vault ls: an account's vaults, or the objects in one.
#include "vault/find.h"
#include "vault/operations.h"
#include "vault/shapes.h"

namespace pkit::vault {

namespace {

constexpr Input kVaultLsInputs[] = {
    input<&ListRequest::vault>("vault", "VAULT", "whose objects; without it the account's vaults").argument(),
    input<&ListRequest::after>("after", "NAME", "only objects whose names come behind this one"),
};
constexpr const char* kListReply[] = {"vaults", "objects", "next"};

/// What an answer holds is bounded, however much is in the vault.
void list_objects(store::Read& read, const store::Vault& vault, const std::string& after, Outcome& outcome) {
  const std::vector<store::Object> page = store::objects::page_of(read, vault.number, after, kListedAtOnce + 1);
  Value rows = Value::list();
  for (const store::Object& object : page) {
    if (static_cast<std::int64_t>(rows.items().size()) == kListedAtOnce) {
      outcome.data.set("next", rows.items().back().text_or("name"));
      break;
    }
    rows.push(object_view(object, vault.name));
  }
  outcome.data.set("objects", std::move(rows));
}

}  // namespace

Outcome list_vaults(Session& session, const ListRequest& request) {
  const Owner owner = owner_by(session, request.proof, operation_time(session, false));
  Outcome outcome;
  session.state.read([&](store::Read& read) {
    outcome = {};
    if (!request.vault.empty()) return list_objects(read, find_own(read, owner, request.vault), request.after, outcome);
    Value rows = Value::list();
    for (const store::Vault& vault : store::vaults::of_owner(read, owner.principal.id))
      rows.push(vault_view(read, vault));
    outcome.data.set("vaults", std::move(rows));
  });
  return outcome;
}

constinit const Operation kVaultLs = operation<ListRequest, list_vaults>(
    {.name = "vault-ls", .inputs = kVaultLsInputs, .data = &shape::vault_listed, .reply = kListReply});

}  // namespace pkit::vault
