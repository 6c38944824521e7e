// Fields as octets that no other fields give.
#include "base/framed.h"

#include <doctest/doctest.h>

using namespace pkit;

TEST_CASE("lengths are 4 octets and numbers 8, big-endian, after the label") {
  CHECK(to_hex(Framed("l").bytes()) == "6c");
  CHECK(to_hex(Framed("l").field("ab").bytes()) == "6c000000026162");
  CHECK(to_hex(Framed("l").field(BytesView()).bytes()) == "6c00000000");
  CHECK(to_hex(Framed("l").number(258).bytes()) == "6c000000080000000000000102");
  CHECK(to_hex(Framed("").number(-1).bytes()) == "00000008ffffffffffffffff");
}

TEST_CASE("where a field ends matters") {
  CHECK(Framed("l").field("ab").field("c").bytes() != Framed("l").field("a").field("bc").bytes());
  CHECK(Framed("l").field("").field("a").bytes() != Framed("l").field("a").field("").bytes());
}
