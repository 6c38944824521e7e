// Principals: who can hold certificates. What a kind adds is a table of its own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/value.h"
#include "store/database.h"

namespace pkit::store {

struct Principal {
  std::string id;        // "o-..."
  std::string kind;      // "orchestrator"
  std::string name;      // as spelt
  std::string name_key;  // lower case: identity
  std::string state;     // "New", "Approved", "Disapproved"
  bool enabled = true;
  std::int64_t version = 1;
  std::string reason = {};  // of a denial that it is Disapproved by
};

/// What an orchestrator adds (systems 1b).
struct Orchestrator {
  std::string principal;  // its id
  std::string agent_id;   // UUID
  Value capabilities = Value::list();
  std::string platform, agent_version;
  std::string approved_by;  // "handler:NAME", "manual:uid:N", "issue:uid:N" or empty
  Time created = 0, last_seen = 0;
};

namespace principals {
/// Error{conflict} where (kind, name_key) is taken.
void insert(Write&, const Principal&);
/// Sets state, enabled, name, reason where the stored version is principal.version, and raises it; false where it is
/// not.
bool update(Write&, const Principal&);
std::optional<Principal> find(Read&, const std::string& id);
std::optional<Principal> find_by_name(Read&, const std::string& kind, const std::string& name_key);
/// Ids that begin with `prefix` (at most `limit`).
std::vector<Principal> with_prefix(Read&, const std::string& prefix, int limit);
std::int64_t count(Read&, const std::string& kind, const std::string& state);
}  // namespace principals

namespace orchestrators {
void insert(Write&, const Orchestrator&);
void update(Write&, const Orchestrator&);
std::optional<Orchestrator> find(Read&, const std::string& principal);
/// Whose AgentId this is.
std::optional<Orchestrator> find_by_agent(Read&, const std::string& agent_id);
/// The ids of orchestrators that have no row here, as none should.
std::vector<std::string> lacking(Read&);
}  // namespace orchestrators

struct ListFilter {
  std::string state = {};                // empty: any
  std::string kind = {};                 // principals only
  std::optional<Time> expiring_by = {};  // certificates only: valid ones with not_after up to this
  std::optional<Time> now = {};          // certificates only: what "expired" means; absent: nothing is
  std::function<bool(const std::string& name)> name_matches = {};  // empty: any
  std::int64_t limit = 0;                                          // 0: all
};
namespace principals {
void each(Read&, const ListFilter&, const std::function<void(const Principal&)>& fn);  // by name_key
}

}  // namespace pkit::store
