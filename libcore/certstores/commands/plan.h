// What has to be done to stores so that they are what somebody wants them to be. Internal to certstores/.
#pragma once

#include <optional>

#include "certstores/commands/desired.h"

namespace pkit::certstores {

struct Step {
  enum class Is { add, replace, remove };
  Is is;
  std::string alias;              // of the entry that comes, or goes
  std::vector<std::string> gone;  // aliases of those that it takes away
  Wanted* wanted = nullptr;       // of a desired state that outlives this; null: it is a removal
  Value view;                     // {change, alias, subject, fingerprint, notAfter, PrivateKeyEntry, chain, gone}, or
                                  // of an SSH key keytype, keylength and comment in place of subject and notAfter
};

struct StorePlan {
  std::string id, name, path;
  std::string sha256;  // of the store as it was read, hex
  std::vector<Step> steps;
};

/// Those alone in which something is to be done.
struct Plan {
  std::vector<StorePlan> stores;
  std::vector<std::string> warnings;

  std::size_t steps() const;
  /// Over every step and what each store was: hex.
  std::string digest() const;
};

/// Nothing is changed. Error{conflict "certstore.plan"} where one store cannot hold all that is wanted, {input
/// "certstore.desired"} where one store is named twice, {conflict "certstore.open"}, {input "certstore.unread"}, and
/// whatever a put would refuse, with the place in the file.
Plan plan_of(Session& session, std::vector<DesiredStore>& desired);

/// data of plan and apply: {digest, changes, stores: [{store, path, digest, changes}]}.
Value plan_view(const Plan& plan);

}  // namespace pkit::certstores
