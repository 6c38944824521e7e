// A vault and who it belongs to. Internal to vault/.
#pragma once

#include "vault/operations.h"

namespace pkit::vault {

/// By name; Error{not_found "vault.missing"}, {denied "vault.owner"} where it is another's.
store::Vault find_own(store::Read& read, const Owner& owner, const std::string& name);
/// The object of this id in a vault of the owner's.
struct OwnObject {
  store::Object object;
  store::Vault vault;
};
OwnObject find_own_object(store::Read& read, const Owner& owner, const std::string& id);

/// An account that is enabled, Certified, and whose key is still the one that proved it, asked inside a transaction:
/// Error{authentication "account.disabled"}, {conflict "vault.rotated"}.
void require_still(store::Read& read, const Owner& owner);

/// home/vaults/ID.
Path content_of(const Session& session, const std::string& id);

Value vault_view(const store::Vault& vault, std::int64_t objects, std::int64_t octets);
Value object_view(const store::Object& object, const std::string& vault);
Value template_view(const store::VaultTemplate& made);

/// One event about a vault, in the transaction of what it tells of.
void write_vault_change(store::Write& write, Session& session, Time now, const char* event, const std::string& subject,
                        const Value& data);

}  // namespace pkit::vault
