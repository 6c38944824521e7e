// A request id that somebody else holds: who is gone is taken over, who may live is waited for without writing.
#include "change/claim.h"

#include "../decision/small_home.h"
#include "../error_of.h"
#include "home/process.h"

using namespace pkit;
using namespace pkit::test;

namespace {

/// Counts what is written.
class Counted : public store::test::Over {
 public:
  using Over::Over;
  void write(const std::function<void(store::Write&)>& fn) override {
    ++writes;
    inner_->write(fn);
  }
  int writes = 0;
};

/// A home whose clocks move only while somebody sleeps.
struct Waiting : SmallHome {
  Waiting() {
    world.now = [this] { return clock; };
    world.steady = [this] { return Duration{clock}; };
    world.sleep = [this](Duration for_so_long) {
      ++sleeps;
      clock += for_so_long;
      if (while_asleep) while_asleep();
    };
  }

  /// Somebody holds "it", until `lease` from now.
  void held_by(const std::string& holder, Duration lease) {
    once_as("begin", [] { return Outcome(); });
    database->write([&](store::Write& write) {
      store::Request row = *store::requests::find(write, "uid:0", "it");
      const Time before = row.lease_until;
      row.holder = holder;
      row.lease_until = clock + lease;
      REQUIRE(store::requests::take_over(write, row, before));
    });
  }

  Outcome once_as(const char* said, const std::function<Outcome()>& first) {
    Common common;
    common.request_id = "it";
    return once(*session, common, "test", Value::map({{"for", "all"}}), first, [&](const std::string& subject) {
      Outcome outcome;
      outcome.data.set(said, subject);
      return outcome;
    });
  }
  bool begun() {
    bool ran = false;
    once_as("present", [&] {
      ran = true;
      return Outcome();
    });
    return ran;
  }

  Time clock = 1'800'000'000'000;
  int sleeps = 0;
  std::function<void()> while_asleep;
};

const char* const kElsewhere = "00000000-0000-4000-8000-000000000000 1 1 pid:[1]";

}  // namespace

TEST_CASE("a holder of this host and boot that is gone is taken over at once") {
  Waiting home;
  std::string gone = process_identity(::getpid());
  gone.replace(gone.find(' '), gone.find(' ', gone.find(' ') + 1) - gone.find(' '), " 4194304");
  home.held_by(gone, 600'000);
  CHECK(home.begun());
  CHECK(home.sleeps == 0);
}

TEST_CASE("another host's holder is waited for, with one write, and refused after half a minute") {
  Waiting home;
  home.held_by(kElsewhere, 600'000);
  Counted& counted = home.through<Counted>();
  const Error error = error_of([&] { home.begun(); });
  CHECK(error.code() == "request.running");
  CHECK(home.sleeps > 500);
  CHECK(counted.writes == 1);
}

TEST_CASE("another host's holder is taken over when its lease is over") {
  Waiting home;
  home.held_by(kElsewhere, 10'000);
  CHECK(home.begun());
  CHECK(home.sleeps >= 200);
}

TEST_CASE("what another binds meanwhile is the answer") {
  Waiting home;
  home.held_by(kElsewhere, 600'000);
  home.while_asleep = [&] {
    home.while_asleep = nullptr;
    home.database->write(
        [](store::Write& write) { REQUIRE(store::requests::bind(write, "uid:0", "it", kElsewhere, "r-1")); });
  };
  const Outcome outcome = home.once_as("present", [] { return Outcome(); });
  CHECK(outcome.data.text_or("present") == "r-1");
  CHECK(home.sleeps == 1);
}
