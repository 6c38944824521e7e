// An agent's own side (B9): when it renews (T-B31), what agent.json says, and what is kept of a request that waits.
#include <doctest/doctest.h>

#include "../error_of.h"
#include "../temporary_directory.h"
#include "pkit/agent/directory.h"
#include "pkit/agent/registration.h"

namespace pkit::app {

namespace {

constexpr Duration kDay = 86'400'000;

struct OccasionRow {
  const char* called;
  Time lifetime, within, age;  // days
  Occasion occasion;
};

constexpr OccasionRow kOccasions[] = {
    {"fresh, of a quarter, by the default", 90, 180, 0, Occasion::none},
    {"in its last third", 90, 180, 60, Occasion::renewal},
    {"just before that", 90, 180, 59, Occasion::none},
    {"within 180 days, of two years", 730, 180, 550, Occasion::renewal},
    {"not within them", 730, 180, 549, Occasion::none},
    {"as narrow as it is asked for", 90, 7, 82, Occasion::none},
    {"and then", 90, 7, 83, Occasion::renewal},
    {"at its end", 90, 180, 90, Occasion::renewal},
    {"past it", 90, 180, 91, Occasion::expired},
};

}  // namespace

TEST_CASE("a certificate is renewed near its end, and in its last third at the earliest (B9, T-B31)") {
  CHECK(occasion_of(std::nullopt, 180 * kDay, 0) == Occasion::first);
  for (const OccasionRow& row : kOccasions) {
    CAPTURE(row.called);
    const Time from = 1'000 * kDay;
    const Validity validity{from, from + row.lifetime * kDay};
    CHECK(occasion_of(validity, row.within * kDay, from + row.age * kDay) == row.occasion);
  }
}

TEST_CASE("agent.json says that the stores are still to be asked for, as long as they are (B9)") {
  const test::TemporaryDirectory directory;
  for (const bool asked : {false, true}) {
    write_agent(directory.path(), {"cam", "id", asked});
    CHECK(read_agent(directory.path())->stores_asked == asked);
    const std::string text = read_file(directory.path() / "agent.json", 1'000);
    CHECK((text.find("storesAsked") == std::string::npos) == asked);
  }
}

TEST_CASE("what was said with a request that waits is read as it was sent (B9)") {
  const AgentRegistration said{"cam", "agent", {"B", "A"}, {{"z=", "1"}, {"a", "\n\"\\"}}};
  const std::string kept = kept_form(said);
  CHECK(read_kept_form(kept, "said") == said);
  CHECK(kept_form(read_kept_form(kept, "said")) == kept);
  CHECK(read_kept_form(kept_form({"cam", "", {}, {}}), "said") == AgentRegistration{"cam", "", {}, {}});
  for (const char* bad :
       {"[]", "{}", R"({"ClientMachine":"cam","Profile":"","Capabilities":[1],"ClientParameters":{}})",
        R"({"ClientMachine":"","Profile":"","Capabilities":[],"ClientParameters":{}})",
        R"({"ClientMachine":"cam","Profile":"","Capabilities":[],"ClientParameters":{"a":1}})"}) {
    CAPTURE(bad);
    CHECK(test::verdict([&] { read_kept_form(bad, "said"); }) == "5 agent.file");
  }
}

}  // namespace pkit::app
