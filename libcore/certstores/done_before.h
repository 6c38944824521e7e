// For who was cut short and does not know how far it came: is it done already? Each ends first what was left open.
#pragma once

#include <string>
#include <vector>

#include "certstores/operations.h"

namespace pkit::certstores {

/// Is that certificate in the store, under the alias that is named if one is, with its key where one goes with it?
/// `warnings` tells what was left open.
bool has_entry(Session& session, const PutRequest& request, std::vector<std::string>& warnings);
/// Is a store of that name registered for just that path?
bool is_store(const ReadSession& session, const std::string& name, const std::string& path);
/// Was the last change of the store one by this operation to that entry (empty: the one that a command without an alias
/// means), begun at this time or later, and is the store as it left it?
bool holds_change(Session& session, const std::string& store, const std::string& operation, const std::string& alias,
                  Time since);

}  // namespace pkit::certstores
