// The desired state of stores as somebody wrote it down: which certificates and roots belong in which store (B3).
#pragma once

#include <string>
#include <vector>

#include "certstores/operations.h"

namespace pkit::certstores {

/// One certificate that belongs in a store.
struct Wanted {
  std::string where;  // "stores.web.certificates[0]"
  PutRequest put;     // without a store: what is to be there, and as what; `overwrite` is set
  bool root = false;  // of `roots:`: one that is trusted, and goes by a name of its own
};

struct DesiredStore {
  std::string name;
  std::vector<Wanted> wanted;
  bool remove_others = false;
};

/// The files that it names are read, from its own directory where they are relative. Error{input "certstore.desired"}
/// with every fault at its place, {config "yaml.*"}.
std::vector<DesiredStore> read_desired(const ReadSession& session, const std::string& text, const std::string& file);

}  // namespace pkit::certstores
