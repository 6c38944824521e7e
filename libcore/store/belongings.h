// What an orchestrator is responsible for: its certificate stores and jobs; and blueprints, which are copies of both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/value.h"
#include "store/database.h"
#include "store/principals.h"

namespace pkit::store {

/// What document A ties to an orchestrator; its texts are empty where there is nothing.
struct OrchestratorTies {
  std::string principal;          // its id
  std::string client_id;          // ClientID, for good once it is there (A14)
  std::string blueprint;          // the name of the one that was applied
  std::string reenrollment;       // "requested" or "required"
  std::string thumbprint;         // SHA-1, hex, of the certificate that it is expected to use
  std::string legacy_thumbprint;  // of the one before
};
namespace ties {
OrchestratorTies find(Read&, const std::string& principal);
/// Error{conflict "store.constraint"} where the ClientID is another's.
void put(Write&, const OrchestratorTies&);
/// Who has this ClientID, in lower case; its id, or empty.
std::string holder(Read&, const std::string& client_id_key);
void remove(Write&, const std::string& principal);
}  // namespace ties

/// The orchestrator whose ClientID it is, else whose name (A14).
std::optional<Principal> find_called(Read&, const std::string& name_key);
/// An orchestrator becomes one of kind "former" and state "deleted": its name is free, its row and ties are gone, and
/// what refers to it stays. False where the stored version is not principal.version.
bool forget(Write&, const Principal&);

struct CertificateStore {
  std::string id;                // UUID
  std::string principal;         // the orchestrator
  std::string path;              // StorePath, unique with it
  Value content = Value::map();  // the other members
};

struct Job {
  std::string id;         // UUID
  std::string principal;  // the orchestrator
  std::string store;      // the id of the store that it is about, or empty
  Value content = Value::map();
};

struct Belongings {
  std::vector<CertificateStore> stores;
  std::vector<Job> jobs;
};

namespace belongings {
/// In the order in which they were recorded.
Belongings of(Read&, const std::string& principal);
/// In place of what is there: the caller has seen to it that every job's store is among the stores.
void replace(Write&, const std::string& principal, const Belongings&);
}  // namespace belongings

struct Blueprint {
  std::string id;                      // UUID
  std::string name;                    // as spelt; found and told apart without regard to case
  std::string source;                  // the orchestrator's name, or empty where it was imported
  Value capabilities = Value::list();  // RequiredCapabilities
  Value content = Value::map();        // {stores: [], jobs: []}
  Time modified = 0;
  std::int64_t version = 1;
};

namespace blueprints {
/// False where the name is taken.
bool insert(Write&, const Blueprint&);
/// Everything but id and name, where the stored version is blueprint.version; raises it.
bool update(Write&, const Blueprint&);
bool remove(Write&, const std::string& id);
std::optional<Blueprint> find(Read&, const std::string& name);
std::vector<Blueprint> all(Read&);  // by name
}  // namespace blueprints

}  // namespace pkit::store
