// A realm in document D's XML form (D5), as lines for pkit.yaml. The XML is read by a program of its own.
#pragma once

#include <string>
#include <vector>

#include "base/world.h"

namespace pkit::realm {

struct Imported {
  std::string name;                   // of the realm
  std::string source;                 // its user source
  std::vector<std::string> adapters;  // that its procedures are of, each once
  std::string yaml;                   // realms: ..., and what must be there beside it as a comment
};

/// Error{input "realm.xml"} listing every fault with its line: what is no XML or no realm, and every parameter that is
/// required and missing (T-D1, T-D25); {config "realm.xml"} where the program cannot be run.
Imported import_xml(const std::string& content, const std::string& name, const World& world);

}  // namespace pkit::realm
