// A vault and who it belongs to. Internal to vault/.
#pragma once

#include "base/value.h"
#include "home/session.h"
#include "store/vaults.h"
#include "vault/owner.h"
#include "vault/sealed.h"

namespace pkit::vault {

/// By name; Error{not_found "vault.missing"}, {denied "vault.owner"} where it is another's.
store::Vault find_own(store::Read& read, const Owner& owner, const std::string& name);
/// The object of this id in a vault of the owner's; Error{not_found "vault.object"}.
struct OwnObject {
  store::Object object;
  store::Vault vault;
};
OwnObject find_own_object(store::Read& read, const Owner& owner, const std::string& id);

/// What is done in a vault is done in each of these: both sides of a mirror, that vault first, or it alone.
std::vector<store::Vault> sides_of(store::Read& read, const store::Vault& vault);
/// The same version in each side, in that state, the object itself first; a side that has it not is left out.
std::vector<OwnObject> copies_of(store::Read& read, const OwnObject& own);

/// What its objects are sealed for: the vault's name, of a mirror "SIDE1+SIDE2", whose sides have the same octets. A
/// plus is in no name.
std::string sealed_for(store::Read& read, const store::Vault& vault);

/// Error{denied "vault.retained"} where the present object of this name stays.
void require_replaceable(store::Read& read, const store::Vault& vault, const std::string& name, Time now);

/// An account that is enabled, Certified, and whose key is still the one that proved it, asked inside a transaction:
/// Error{authentication "account.disabled"}, {conflict "vault.rotated"}.
void require_still(store::Read& read, const Owner& owner);

/// The template of that number or name; Error{not_found "vault.template"}.
store::VaultTemplate find_template(store::Read& read, const std::string& word, bool mirror);
/// C-P10: letters, digits, underscore: Error{usage "vault.name"}.
void require_vault_name(const std::string& name);

Value vault_view(const store::Vault& vault, std::int64_t objects, std::int64_t octets);
/// The same with what is in it.
Value vault_view(store::Read& read, const store::Vault& vault);
Value object_view(const store::Object& object, const std::string& vault);
Value template_view(const store::VaultTemplate& made);

/// One event about a vault, in the transaction of what it tells of.
void write_vault_change(store::Write& write, Session& session, Time now, const char* event, const std::string& subject,
                        const Value& data);

}  // namespace pkit::vault
