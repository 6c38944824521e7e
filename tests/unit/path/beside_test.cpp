// What a file brings along beside its first certificate is at hand for that question, and for no other: one validator
// answers for many files, and remembers nothing of what came with them.
#include <doctest/doctest.h>

#include "minting.h"

using namespace pkit;
using namespace pkit::path;
using namespace pkit::path::minting;

namespace {

std::string judge_with(Validator& validator, const x509::Certificate& leaf,
                       const std::vector<x509::Certificate>& beside) {
  return told(validator.validate(leaf, beside, asked()));
}

}  // namespace

TEST_CASE("what is beside a leaf is used, and gone with the question") {
  const Pool pool{{mint(root_spec())}, {}, {}};
  Validator validator(pool);
  const x509::Certificate leaf = mint(leaf_spec("Ca")), ca_itself = mint(ca_spec("Ca", "Root"));
  for (int times = 0; times < 2; ++times) {
    CHECK(judge_with(validator, leaf, {ca_itself}) == "valid");
    CHECK(judge_with(validator, leaf, {}) == "issuer");
    CHECK(told(validator.validate(leaf, asked())) == "issuer");
  }
}

TEST_CASE("a path goes through what is beside and what is of the pool, in any order") {
  const Pool pool{{mint(root_spec())}, {mint(ca_spec("Ca", "Root")), mint(ca_spec("Low", "Mid"))}, {}};
  Validator validator(pool);
  const std::vector<x509::Certificate> mid{mint(ca_spec("Mid", "Ca"))};
  CHECK(judge_with(validator, mint(leaf_spec("Low")), mid) == "valid");
  CHECK(judge_with(validator, mint(leaf_spec("Mid")), mid) == "valid");
  CHECK(judge_with(validator, mint(leaf_spec("Low")), {}) == "issuer");
  CHECK(judge_with(validator, mint(leaf_spec("Low")), {mid.front(), pool.intermediates[0], pool.roots[0]}) == "valid");
  CHECK(judge_with(validator, pool.intermediates[0], mid) == "valid");
}

TEST_CASE("what is beside is no anchor") {
  const Pool pool{{mint(root_spec())}, {}, {}};
  Validator validator(pool);
  Spec other = root_spec();
  other.subject = other.issuer = "CN=Other";
  other.as = other.by = "other";
  other.extensions = with(other.extensions, {ski("other")});
  CHECK(judge_with(validator, mint(other), {mint(other)}) == "issuer");
}

TEST_CASE("a signature that was checked for one file says nothing of another's, in the same place of the memory") {
  const Pool pool{{mint(root_spec())}, {}, {}};
  Validator validator(pool);
  Spec forged = ca_spec("Ca", "Root");
  forged.by = "other";
  const x509::Certificate leaf = mint(leaf_spec("Ca")), sound = mint(ca_spec("Ca", "Root")), bad = mint(forged);
  std::vector<x509::Certificate> beside{sound};
  CHECK(judge_with(validator, leaf, beside) == "valid");
  beside.front() = bad;
  CHECK(judge_with(validator, leaf, beside) == "signature");
  beside.front() = sound;
  CHECK(judge_with(validator, leaf, beside) == "valid");
}
