// SHA-256 by the vectors of FIPS 180-4's examples.
#include "digest/digest.h"

#include <doctest/doctest.h>

using namespace pkit;
using namespace pkit::digest;

TEST_CASE("known answers") {
  struct Row {
    std::string text;
    const char* hex;
  };
  const Row rows[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.hex);
    CHECK(digest::sha256_hex(row.text) == row.hex);
    CHECK(to_hex(digest::sha256(as_bytes(row.text))) == row.hex);
  }
  CHECK(digest::sha256_hex(BytesView()) == rows[0].hex);
}
