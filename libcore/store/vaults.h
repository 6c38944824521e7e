// Vaults and mirrors, and the templates that they are made from (document C).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "store/database.h"

namespace pkit::store {

struct VaultTemplate {
  std::int64_t number = 0;  // from 1
  std::string name;
  bool mirror = false;     // for mirrors, else for vaults
  Duration retention = 0;  // for how long an object can be neither replaced nor removed; 0: not at all
  std::int64_t quota = 0;  // sealed octets in a vault; 0: as many as the disk takes
  Time created = 0;
};
struct Mirror {
  std::int64_t number = 0;
  std::string name, owner;
  std::int64_t template_number = 0;
  Time created = 0;
};
struct Vault {
  std::int64_t number = 0;
  std::string name, owner, description, provisioning_code;
  std::int64_t template_number = 0;
  std::int64_t mirror = 0;  // 0: none
  std::string position;     // "position1", "position2", or empty
  Duration retention = 0;   // its template's, when it was made
  std::int64_t quota = 0;
  Time created = 0;
};

namespace vault_templates {
/// Error{conflict "store.constraint"} where the name is taken; answers its number.
std::int64_t insert(Write&, const VaultTemplate&);
std::optional<VaultTemplate> find(Read&, std::int64_t number);
std::optional<VaultTemplate> find_by_name(Read&, const std::string& name);
std::vector<VaultTemplate> all(Read&);
}  // namespace vault_templates

namespace mirrors {
std::int64_t insert(Write&, const Mirror&);
std::optional<Mirror> find(Read&, std::int64_t number);
std::optional<Mirror> find_by_name(Read&, const std::string& name);
}  // namespace mirrors

namespace vaults {
std::int64_t insert(Write&, const Vault&);
std::optional<Vault> find(Read&, std::int64_t number);
std::optional<Vault> find_by_name(Read&, const std::string& name);
std::vector<Vault> of_owner(Read&, const std::string& principal);
std::vector<Vault> of_mirror(Read&, std::int64_t mirror);  // by position
std::optional<Vault> find_by_code(Read&, const std::string& provisioning_code);
void erase(Write&, std::int64_t number);
}  // namespace vaults

enum class ObjectState { arriving, whole };
const char* state_word(ObjectState state);

/// One version of an object; its content is the file that the id names.
struct Object {
  std::string id;  // "b-..."
  std::int64_t vault = 0;
  std::string name;
  std::int64_t version = 1;
  ObjectState state = ObjectState::arriving;
  std::int64_t size = 0;  // of the sealed content
  Time stored = 0;        // or begun, where it is arriving
  std::optional<Time> retained_until;
};
/// The key of an object's version, for the one key that may open it; see vault/wrap.h.
struct StoredWrap {
  std::string object;
  std::string key_id;  // hex
  Bytes envelope, signature;
};
namespace objects {
void insert(Write&, const Object&);
std::optional<Object> find(Read&, const std::string& id);
/// The one that is whole.
std::optional<Object> current(Read&, std::int64_t vault, const std::string& name);
/// This version, in this state.
std::optional<Object> version(Read&, std::int64_t vault, const std::string& name, std::int64_t version,
                              ObjectState state);
/// The highest version that this name has or had while anything of it is there; 0 where there is nothing.
std::int64_t highest_version(Read&, std::int64_t vault, const std::string& name);
std::vector<Object> of_vault(Read&, std::int64_t vault);  // whole ones, by name
/// The same whose names come behind `after`; at most `most`.
std::vector<Object> page_of(Read&, std::int64_t vault, const std::string& after, std::int64_t most);
std::int64_t octets_in(Read&, std::int64_t vault);  // of whole ones
/// Every one, arriving or whole, by id.
void each(Read&, const std::function<void(const Object&)>& fn);
/// Begun and not complete, whenever.
std::vector<Object> arriving_in(Read&, std::int64_t vault);
/// Begun before this time and not complete.
std::vector<Object> arriving_before(Read&, Time time);
/// From arriving to whole with this size: false where it is not arriving.
bool complete(Write&, const Object&);
void erase(Write&, const std::string& id);  // with its wrap
}  // namespace objects

namespace wraps {
void insert(Write&, const StoredWrap&);
std::optional<StoredWrap> find(Read&, const std::string& object);
/// Another key's in place of the one that is there; false where there is none.
bool replace(Write&, const StoredWrap&);
struct Owned {
  StoredWrap wrap;
  Object object;
  std::string sealed_for;  // its vault's name, of a mirror "SIDE1+SIDE2"
};
/// Of the whole objects in the owner's vaults, by id, those after `id`, `most` of them.
std::vector<Owned> of_owner(Read&, const std::string& principal, const std::string& id, std::int64_t most);
/// The objects that of_owner() would tell of, all of them.
std::vector<std::string> objects_of_owner(Read&, const std::string& principal);
}  // namespace wraps

}  // namespace pkit::store
