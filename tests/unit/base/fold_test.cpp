// Case in every script.
#include "base/fold.h"

#include <doctest/doctest.h>

#include <utility>

using namespace pkit;

TEST_CASE("texts that differ in case, or in how an accent is composed, are one") {
  const std::pair<const char*, const char*> rows[] = {
      {"Web-7", "web-7"},       {"MÜLLER", "müller"}, {"mu\u0308ller", "M\u00dcLLER"},
      {"ΟΔΥΣΣΕΥΣ", "οδυσσευς"}, {"ДОМ", "дом"},       {"STRASSE", "straße"},
  };
  for (const auto& [one, other] : rows) {
    CAPTURE(std::string(one));
    CHECK(fold_case(one) == fold_case(other));
  }
  CHECK(fold_case("müller") != fold_case("muller"));
  CHECK(fold_case("\uff0a") == "\uff0a");  // no compatible form becomes a wildcard
  CHECK(fold_case("A\xff") == "a\xff");
}
