// chain replay over many stored decisions: what it answers, and what it costs beside a bare loop over the same.
#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>

#include "../decision/small_home.h"
#include "base/json.h"
#include "handler/chain.h"
#include "setup/setup.h"
#include "store/registrations.h"
#include "trial/operations.h"

namespace pkit {
namespace {

constexpr int kDecisions = 1000;

/// As the pipeline writes one: what was asked, and what the chain said of it.
std::string trace_of(int i, const std::string& say) {
  const std::string machine = "web" + std::to_string(i);
  const Value claimed = Value::map({{"ClientMachine", machine},
                                    {"Capabilities", Value::list(std::vector<std::string>{"CertStores.PEM.Inventory"})},
                                    {"ClientParameters", Value::map({{"say", say}, {"serial", std::to_string(i)}})}});
  const Value csr = Value::map({{"pem", std::string(700, 'A')},
                                {"sha256", std::string(64, 'a')},
                                {"subject", "CN=" + machine},
                                {"cn", machine},
                                {"sans", Value::list()},
                                {"key", Value::map({{"type", "EC"}, {"bits", 256}, {"curve", "P-256"}})},
                                {"signature", "ecdsa-with-SHA256"}});
  const bool denied = say == "deny";
  return canonical_json(Value::map(
      {{"version", 1},
       {"operation", "register"},
       {"ClientMachine", machine},
       {"parameter",
        Value::map({{"operation", "register"},
                    {"approving", false},
                    {"isInitial", true},
                    {"claimed", claimed},
                    {"verified",
                     Value::map({{"caller", "uid:0"}, {"osGroups", Value::list(std::vector<std::string>{"root"})}})},
                    {"csr", csr}})},
       {"handlers", Value::list()},
       {"verdict", Value::map({{"answer", denied ? "denied" : "allowed"},
                               {"by", denied ? "handler:deny" : "handler:allow"},
                               {"message", denied ? "said no" : ""},
                               {"chain", denied ? "Deny" : "Allow"}})}}));
}

void decide(test::SmallHome& home, int count) {
  home.database->write([&](store::Write& write) {
    for (int i = 0; i < count; ++i) {
      store::Attempt attempt;
      attempt.operation = "register";
      attempt.subject = "r-" + std::to_string(i);
      attempt.time = home.world.now();
      attempt.actor = "uid:0";
      attempt.trace = trace_of(i, i % 3 == 0 ? "deny" : "allow");
      store::attempts::insert(write, attempt);
    }
  });
}

double cpu() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// The same traces read, and the same rules run: what nobody can do without.
double bare_loop(test::SmallHome& home) {
  const Setup setup = load_setup(home.home);
  const adapter::Ask nobody = [](const adapter::Adapter&, const adapter::Call&) { return adapter::Answer(); };
  const double begun = cpu();
  int allowed = 0;
  home.database->read([&](store::Read& read) {
    store::attempts::each(read, [&](const store::Attempt& attempt) {
      const Value trace = parse_json(attempt.trace.canonical, "trace");
      const Value& parameter = trace["parameter"];
      const handler::ChainCall call{setup.chain_for("register"), "register", &parameter, "", false};
      const handler::Decision decision = handler::run_chain(call, setup.adapters, nobody, home.world);
      allowed += decision.result == handler::Result::allow ? 1 : 0;
    });
  });
  const double took = cpu() - begun;
  CHECK(allowed == kDecisions - (kDecisions + 2) / 3);
  return took;
}

TEST_CASE("replay: the unchanged configuration changes nothing, at no more than twice the CPU of a bare loop") {
  test::SmallHome home;
  decide(home, kDecisions);
  double best = 1e9;
  for (int round = 0; round < 7 && best > 2.0; ++round) {
    const double bare = bare_loop(home);
    const double begun = cpu();
    std::size_t told = 0;
    const Outcome outcome =
        replay(*home.session, {}, {.progress = [&](std::size_t done, std::size_t) { told = done; }});
    const double took = cpu() - begun;
    CHECK(told == kDecisions);
    CHECK_FALSE(outcome.error);
    CHECK(outcome.data["decisions"] == Value(kDecisions));
    CHECK(outcome.data["unchanged"] == Value(kDecisions));
    best = std::min(best, took / bare);
  }
  CAPTURE(best);
  CHECK(best <= 2.0);
}

TEST_CASE("replay: a candidate that decides otherwise is told of, with both reasons") {
  test::SmallHome home;
  decide(home, 6);
  ReplayRequest request;
  request.config = std::string(test::kSmallConfig);
  const std::string before = "deny: said no";
  request.config->replace(request.config->find(before), before.size(), "unverified: true, allow: {}");
  request.config_name = "new.yaml";
  const Outcome outcome = replay(*home.session, request, {});
  REQUIRE(outcome.error);
  CHECK(outcome.error->code() == "chain.replay");
  REQUIRE(outcome.data["changed"].items().size() == 2);
  const Value& change = outcome.data["changed"].items().front();
  CHECK(change["was"]["answer"] == Value("denied"));
  CHECK(change["was"]["message"] == Value("said no"));
  CHECK(change["would"]["answer"] == Value("allowed"));
}

}  // namespace
}  // namespace pkit
