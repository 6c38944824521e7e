// Placeholders: expanded once, from scalars, or not at all.
#include <doctest/doctest.h>

#include "handler/chain.h"

using namespace pkit;
using handler::expand;
using handler::placeholders;

TEST_CASE("expand: placeholders are values of the parameter, expanded once") {
  const Value parameter =
      Value::map({{"operation", "issue"},
                  {"approving", true},
                  {"claimed", Value::map({{"ClientMachine", "{operation}"},
                                          {"Capabilities", Value::list({"a"})},
                                          {"ClientParameters", Value::map({{"owner.name", "ops"}, {"empty", ""}})}})},
                  {"csr", Value::map({{"key", Value::map({{"bits", 256}})}, {"cn", nullptr}})}});
  const struct {
    std::string text;
    std::optional<std::string> expanded;
  } rows[] = {
      {"", ""},
      {"plain", "plain"},
      {"{operation}", "issue"},
      {"a-{operation}-{csr.key.bits}.{approving}", "a-issue-256.true"},
      {"{claimed.ClientParameters.owner.name}", "ops"},
      {"[{claimed.ClientParameters.empty}]", "[]"},
      {"{claimed.ClientMachine}", "{operation}"},
      {"{{operation}", "{operation}"},
      {"{{{operation}}", "{issue}"},
      {"}", "}"},
      {"{operation", std::nullopt},
      {"{", std::nullopt},
      {"{}", std::nullopt},
      {"{claimed}", std::nullopt},
      {"{claimed.Capabilities}", std::nullopt},
      {"{claimed.Version}", std::nullopt},
      {"{csr.cn}", std::nullopt},
      {"{ operation }", std::nullopt},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(expand(row.text, parameter) == row.expanded);
  }
}

TEST_CASE("expand: the paths that a text names") {
  using Paths = std::vector<std::string>;
  CHECK(placeholders("a{b.c}{{d}{e}") == Paths{"b.c", "e"});
  CHECK(placeholders("none") == Paths{});
  CHECK(placeholders("{a") == std::nullopt);
}
