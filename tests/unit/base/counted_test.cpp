#include "base/counted.h"

#include <cstddef>

#include <doctest/doctest.h>

using namespace pkit;

TEST_CASE("how many of what") {
  CHECK(counted(0, "store") == "0 stores");
  CHECK(counted(1, "store") == "1 store");
  CHECK(counted(std::size_t{2}, "store") == "2 stores");
  CHECK(counted(1, "key was", "keys were") == "1 key was");
  CHECK(counted(3, "key was", "keys were") == "3 keys were");
}
