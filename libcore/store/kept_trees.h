// The one parsed tree that is kept: of pkit.yaml as it was read last, by the build that read it.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "store/database.h"

namespace pkit::store {

struct KeptTree {
  Bytes sha256;       // of the text
  std::string build;  // of the program that parsed it
  Bytes tree;
};
namespace kept_trees {
constexpr std::size_t kLimit = 4 << 20;  // bytes of a tree

/// The tree of this text by this build. Nothing where another is kept, or where the row is not as put() wrote it: a row
/// that was changed or is too large is as good as none.
std::optional<Bytes> find(Read&, const Bytes& sha256, const std::string& build);
/// Keeps it instead of what was kept; one that is too large is not kept.
void put(Write&, const KeptTree&);
}  // namespace kept_trees

}  // namespace pkit::store
