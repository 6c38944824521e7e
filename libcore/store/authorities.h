// What the state knows of an authority by its name in pkit.yaml: whether it was retired, and whether new files of it
// are still to be put in their places.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "store/database.h"

namespace pkit::store {

struct Authority {
  std::string name;         // as pkit.yaml has it
  std::string certificate;  // file that its new certificate goes to, as home/home.h's stored_path() names it, or empty
  std::string key;          // the same of its new key
  std::string staging;      // directory that holds them until then, likewise; empty: nothing is to be done
  std::optional<Time> retired_at;
};
namespace authorities {
std::optional<Authority> find(Read&, const std::string& name);
std::vector<Authority> all(Read&);
/// Inserts it, or replaces the row of that name.
void put(Write&, const Authority&);
}  // namespace authorities

}  // namespace pkit::store
