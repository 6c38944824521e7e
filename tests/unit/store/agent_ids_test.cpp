// Ids of agents as rows have them: every one comes back as it was.
#include "store/entities/agent_ids.h"

#include <doctest/doctest.h>

namespace pkit::store {

TEST_CASE("a UUID takes 16 octets, and what is spelt otherwise stays as it is") {
  struct {
    const char* what;
    std::string id;
    std::size_t size;
  } const rows[] = {
      {"a UUID", "11111111-2222-4333-8444-555555555555", 16},
      {"without dashes", "11111111222243338444555555555555", 32},
      {"a dash elsewhere", "1111111-12222-4333-8444-555555555555", 36},
      {"in capitals", "AAAAAAAA-2222-4333-8444-555555555555", 36},
      {"another word", "agent-o-a", 9},
      {"nothing", "", 0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const Bytes octets = agent_octets(row.id);
    CHECK(octets.size() == row.size);
    CHECK(agent_text(octets) == row.id);
  }
}

}  // namespace pkit::store
