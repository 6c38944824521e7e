// Certificate stores that pkit keeps (document B), and each change of one, which is recorded before its files change.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/value.h"
#include "store/database.h"

namespace pkit::store {

enum class CertStoreState {
  kept,
  found,  // nobody has approved of it yet
};
/// As the state and users have it.
const char* state_word(CertStoreState state);

struct CertStore {
  std::string id;          // "s-..."
  std::string name;        // unique
  std::string kind;        // a row of certstores/kind.h
  std::string path;        // absolute, without links; unique
  std::string key_path;    // of the file with its key, where that lies beside; empty: it does not
  std::string alias;       // of the entry that a change is about where none is named; empty: the kind's own choice
  std::string password;    // where it comes from: "file:/ABS" or "credential:NAME"; empty: none
  Value reload;            // the program and its arguments, a list of texts; empty: nothing is run
  std::string prove;       // "tls://HOST:PORT", or empty
  std::string on_failure;  // "rollback" or "keep"
  CertStoreState state = CertStoreState::kept;
  Value inventory;  // of the last that was whole: a list of {Alias, thumbprint, PrivateKeyEntry}; null: none
  std::optional<Time> inventoried;
  Time created = 0;
  std::int64_t version = 1;
};

namespace cert_stores {
/// Error{conflict "store.constraint"} where name or path is taken.
void insert(Write&, const CertStore&);
/// By name or id.
std::optional<CertStore> find(Read&, const std::string& word);
std::optional<CertStore> find_path(Read&, const std::string& path);
std::vector<CertStore> all(Read&);  // by name
/// Everything that says how it is used, and that it is approved of, where the stored version is store.version; raises
/// it. Error{conflict "store.constraint"} where the name is taken.
bool approve(Write&, const CertStore&);
/// The row and those of its changes; false where it is not there.
bool erase(Write&, const std::string& id);
/// The inventory and its time, where the stored version is store.version; raises it.
bool take_inventory(Write&, const CertStore&);
}  // namespace cert_stores

/// One file of a change.
struct ChangedFile {
  std::string path;           // absolute
  std::string slot;           // the name beside it of the other bytes, while the change is open
  std::string before, after;  // SHA-256, hex; empty: no such file
};

enum class StoreChangeState {
  open,
  done,
  undone,  // put back, or never happened
};
/// As the state and users have it.
const char* state_word(StoreChangeState state);

struct StoreChange {
  std::string id;         // "x-..."
  std::string store;      // id
  std::string operation;  // "put", "take", "restore"
  std::string alias;
  StoreChangeState state = StoreChangeState::open;
  std::vector<ChangedFile> files;  // in the order in which they are swapped
  Time started = 0;
};

namespace store_changes {
/// Error{conflict "store.constraint"} where one of the store is open.
void insert(Write&, const StoreChange&);
/// False where it is not open any more.
bool close(Write&, const std::string& id, StoreChangeState state);
std::vector<StoreChange> all_open(Read&);
std::optional<StoreChange> open_one(Read&, const std::string& store);
/// The last that is done.
std::optional<StoreChange> last_done(Read&, const std::string& store);
}  // namespace store_changes

}  // namespace pkit::store
