// Stores and their entries as users read them, and one inventory against another.
#pragma once

#include "certstores/operations.h"
#include "certstores/snapshot.h"

namespace pkit::certstores {

/// What became of an item since the last inventory (T-B2).
enum class ItemStatus { added, modified, removed, unchanged };
/// As document B spells it.
const char* item_status_word(ItemStatus status);

/// {id, name, kind, path, keyPath, alias, password, reload, prove, onFailure, state, inventoried, entries, created}; of
/// the password where it comes from.
Value store_view(const store::CertStore& store);

/// What is kept of an inventory: [{Alias, PrivateKeyEntry, fingerprint}], with the options of an SSH key.
Value kept_inventory(const Contents& contents);
/// [{Alias, ItemStatus, PrivateKeyEntry, UseChainLevel, Thumbprint, subject, serial, notAfter, fingerprint, keyForm,
/// chainOf, Certificates}] with the spellings of document B; `former` is what kept_inventory() kept, or null. Those
/// that are gone have Alias, ItemStatus, PrivateKeyEntry and fingerprint (T-B2).
Value items_view(const Contents& contents, const Value& former);
/// How many of such items have this status.
std::int64_t count_items(const Value& items, ItemStatus status);

/// The same; Error{conflict "certstore.found"} where nobody has approved of it yet.
store::CertStore find_kept_store(const ReadSession& session, const std::string& word);
/// Error{conflict "certstore.open"} where a change of it was cut short and not ended yet; one that somebody is at is
/// waited for.
void require_closed_changes(const ReadSession& session, const store::CertStore& store);
/// The store that would be registered so, of one that another program keeps. Throws as add_store(), before anything is
/// there.
store::CertStore addable_external(const ReadSession& session, const AddRequest& request, Time now);
/// Could a store of this kind be registered there as it is asked for? Throws as add_store(), before anything is there.
void require_addable(const ReadSession& session, const AddRequest& request, const StoreKind& kind, const Path& path,
                     Time now);
/// Error{conflict "certstore.external"} where a program keeps it: `why` it cannot be.
void require_own_file(const StoreKind& kind, const char* why);
/// The store of that name or id; Error{not_found "certstore.unknown"}.
store::CertStore find_store(const ReadSession& session, const std::string& word);

}  // namespace pkit::certstores
