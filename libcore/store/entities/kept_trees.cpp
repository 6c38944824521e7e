#include "store/kept_trees.h"

#include "digest/digest.h"
#include "store/entities/query.h"

namespace pkit::store::kept_trees {

namespace {

const char* const kFind =
    "SELECT tree, digest FROM kept_tree"
    " WHERE one = 1 AND sha256 = $sha256 AND build = $build AND length(tree) <= $limit";
const char* const kPut =
    "INSERT INTO kept_tree (one, sha256, build, tree, digest) VALUES (1, $sha256, $build, $tree, $digest)"
    " ON CONFLICT (one) DO UPDATE SET sha256 = $sha256, build = $build, tree = $tree, digest = $digest";

/// Over the whole row: no tree passes for that of another text or build.
Bytes digest_of(const KeptTree& kept) {
  std::string all = "pkit-tree-v1";
  for (const std::string& part : {std::string(as_text(kept.sha256)), kept.build, std::string(as_text(kept.tree))})
    all += std::to_string(part.size()) + ":" + part;
  const digest::Digest digest = digest::sha256(all);
  return {digest.begin(), digest.end()};
}

}  // namespace

std::optional<Bytes> find(Read& read, const Bytes& sha256, const std::string& build) {
  const auto found =
      first(read, kFind, {{"$sha256", sha256}, {"$build", build}, {"$limit", static_cast<std::int64_t>(kLimit)}},
            [](const Row& row) { return std::pair(row.blob(0), row.blob(1)); });
  if (!found || !equal(digest_of({sha256, build, found->first}), found->second)) return std::nullopt;
  return found->first;
}

void put(Write& write, const KeptTree& kept) {
  if (kept.tree.size() > kLimit) return;
  write.execute(kPut,
                {{"$sha256", kept.sha256}, {"$build", kept.build}, {"$tree", kept.tree}, {"$digest", digest_of(kept)}});
}

}  // namespace pkit::store::kept_trees
