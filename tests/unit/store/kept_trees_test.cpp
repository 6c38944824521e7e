// The kept tree: found for its text and build alone, and only as it was put there.
#include "store/kept_trees.h"

#include "store_test.h"

namespace pkit::store {

namespace {

const KeptTree kKept{.sha256 = Bytes(32, 1), .build = "b1", .tree = {1, 2, 3}};

bool is_found(Fixture& home, const KeptTree& kept) {
  return home.read([&](Read& read) { return kept_trees::find(read, kept.sha256, kept.build) == kept.tree; });
}

}  // namespace

TEST_CASE("one tree is kept, for its text and build") {
  Fixture home;
  CHECK_FALSE(is_found(home, kKept));
  home.write([](Write& write) { kept_trees::put(write, kKept); });
  CHECK(is_found(home, kKept));
  KeptTree other = kKept;
  other.build = "b2";
  CHECK_FALSE(is_found(home, other));
  other.sha256[0] = 9;
  CHECK_FALSE(is_found(home, other));
  home.write([&](Write& write) { kept_trees::put(write, other); });
  CHECK(is_found(home, other));
  CHECK_FALSE(is_found(home, kKept));
}

TEST_CASE("a row that was changed is none") {
  for (const char* change : {"UPDATE kept_tree SET tree = x'010204'", "UPDATE kept_tree SET digest = zeroblob(32)",
                             "UPDATE kept_tree SET digest = x''", "DELETE FROM kept_tree",
                             "UPDATE kept_tree SET tree = zeroblob(4194305)"}) {
    CAPTURE(change);
    Fixture home;
    home.write([&](Write& write) {
      kept_trees::put(write, kKept);
      write.execute(test::with_octets(change).c_str(), {});
    });
    CHECK_FALSE(home.read([](Read& read) { return kept_trees::find(read, kKept.sha256, kKept.build); }));
  }
}

TEST_CASE("a row passes for no other text or build") {
  Fixture home;
  home.write([](Write& write) {
    kept_trees::put(write, kKept);
    write.execute(test::with_octets("UPDATE kept_tree SET build = 'b2', sha256 = zeroblob(32)").c_str(), {});
  });
  CHECK_FALSE(home.read([](Read& read) { return kept_trees::find(read, Bytes(32, 0), "b2"); }));
}

TEST_CASE("a tree that is too large is not kept") {
  Fixture home;
  KeptTree large = kKept;
  large.tree.resize(kept_trees::kLimit + 1);
  home.write([&](Write& write) {
    kept_trees::put(write, kKept);
    kept_trees::put(write, large);
  });
  CHECK(is_found(home, kKept));
}

}  // namespace pkit::store
