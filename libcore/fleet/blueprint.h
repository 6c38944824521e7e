// Blueprints: a snapshot of one orchestrator's stores and jobs, copied to others and never linked (A12, A13, A21).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/world.h"
#include "catalog/store_types.h"
#include "store/belongings.h"

namespace pkit {

/// A snapshot under a new id; `required` in place of what its stores and jobs need.
store::Blueprint capture(const std::string& name, const std::string& source, const store::Belongings& belongings,
                         const catalog::StoreTypes& types, const std::vector<std::string>& required, const World& world,
                         Time now);

/// What the stores and jobs ask of an orchestrator: "CertStores.PEM.Inventory" of each store, and what its jobs do.
std::vector<std::string> needed_capabilities(const store::Belongings& belongings, const catalog::StoreTypes& types);

/// Why it cannot be applied; empty where it can: every required capability is there, every store's type is known and
/// allows blueprints, and no store has a path that is taken.
std::string hindrance(const store::Blueprint& blueprint, const std::vector<std::string>& capabilities,
                      const catalog::StoreTypes& types, const store::Belongings& present);

/// Its stores and jobs for this orchestrator, with new ids, behind those that are there.
store::Belongings applied(const store::Blueprint& blueprint, const std::string& principal,
                          const store::Belongings& present, const World& world);

/// {AgentBlueprintId, Name, Source, RequiredCapabilities, LastModified, stores, jobs}
Value blueprint_view(const store::Blueprint& blueprint);
/// The reverse, with new ids; Error{input "blueprint.document"} with every fault.
store::Blueprint read_blueprint(const Value& document, const std::string& name_of_file,
                                const catalog::StoreTypes& types, const World& world, Time now);

}  // namespace pkit
