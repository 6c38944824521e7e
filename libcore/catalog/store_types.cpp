#include "catalog/store_types.h"

#include <algorithm>

#include "base/text.h"

namespace pkit::catalog {

using config::Faults;
using config::Field;
using config::FieldType;
using config::Section;

const std::vector<std::string> kStoreOperations = {"Add", "Remove", "Create", "Discovery", "Reenrollment"};

const std::vector<Field> kStoreTypeFields = {
    {.key = "capability",
     .type = FieldType::text,
     .otherwise = "its name",
     .help = "what stands between CertStores. and .Inventory in capabilities"},
    {.key = "operations",
     .type = FieldType::text_list,
     .otherwise = "Add, Remove, Create, Discovery, Reenrollment",
     .words = kOneOf<"Add", "Remove", "Create", "Discovery", "Reenrollment">,
     .help = "what can be done with such stores beside taking their inventory"},
    {.key = "blueprint_allowed",
     .type = FieldType::boolean,
     .otherwise = "true",
     .help = "whether a blueprint with such a store can be applied"},
};

namespace {

/// The middle word of a capability, and not the whole of one.
std::string capability_of(const Section& section, const std::string& name) {
  const std::string word = section.text("capability", name);
  if (word.find_first_of(". \t\n") != std::string::npos)
    section.faults().add(section.at("capability"), "store_type.capability",
                         section.name() + ".capability: '" + printable(word) + "' is not one word",
                         "the word between CertStores. and .Inventory, as PEM");
  return word;
}

}  // namespace

StoreTypes read_store_types(const Value& value, Faults& faults) {
  StoreTypes types;
  if (!value.is_map()) return types;
  for (const auto& [name, row] : value.members()) {
    const Section section(row, "store_types." + name, kStoreTypeFields, faults);
    if (find_store_type(types, name))
      faults.add(row.key_at(), "store_type.name",
                 "store type '" + printable(name) + "' is there already, in another case");
    types.push_back({name, capability_of(section, name), section.texts("operations", kStoreOperations),
                     section.boolean("blueprint_allowed", true)});
  }
  return types;
}

const StoreType* find_store_type(const StoreTypes& types, const std::string& name) {
  const auto found =
      std::find_if(types.begin(), types.end(), [&](const StoreType& type) { return lower(type.name) == lower(name); });
  return found == types.end() ? nullptr : &*found;
}

}  // namespace pkit::catalog
