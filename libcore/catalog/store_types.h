// Store types: what kinds of certificate stores orchestrators may have, rows of pkit.yaml (document B, "Store type").
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/value.h"
#include "config/fields.h"

namespace pkit::catalog {

struct StoreType {
  std::string name;                     // CertStoreTypeName, as spelt
  std::string capability;               // the middle word of "CertStores.PEM.Inventory"
  std::vector<std::string> operations;  // of kStoreOperations
  bool blueprint_allowed = true;
};
/// In the order of the file; names are told apart without regard to case.
using StoreTypes = std::vector<StoreType>;

extern const std::vector<std::string> kStoreOperations;  // Add Remove Create Discovery Reenrollment
extern const std::vector<config::Field> kStoreTypeFields;
/// Reads `store_types:`.
StoreTypes read_store_types(const Value& section, config::Faults& faults);
/// The type of that name in any case; null where there is none.
const StoreType* find_store_type(const StoreTypes& types, const std::string& name);

}  // namespace pkit::catalog
