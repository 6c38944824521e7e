// The end of an agent's log: what is long leaves room for what is new.
#include "../decision/small_home.h"
#include "agents/work.h"
#include "store/events.h"

using namespace pkit;
using namespace pkit::test;

TEST_CASE_FIXTURE(SmallHome, "B3: a long event is cut and told of, and what came before it is there") {
  const auto tell = [&](const std::string& message) {
    database->write([&](store::Write& write) {
      store::events::append(write, 1'900'000'000'000, "me", "agent.job", "j-1", Value::map({{"Message", message}}));
    });
  };
  tell("first");
  tell(std::string(70'000, 'x'));
  const std::string text = agents::log_end(*session, 65'536);
  CHECK(text.find("first") != std::string::npos);
  CHECK(text.ends_with(" octets)\n"));
  CHECK(text.size() < 8192);
  const std::string least = agents::log_end(*session, 100);
  CHECK(least.size() == 100);
  CHECK(least.ends_with(" octets)\n"));
  CHECK(agents::log_end(*session, 0).empty());
}
