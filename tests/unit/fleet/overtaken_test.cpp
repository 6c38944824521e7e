// Decisions over an engine whose other users were faster: at each statement and each commit it answers each row of the
// table of "try again", and what is decided and recorded is what it would have been.
#include <doctest/doctest.h>

#include "../decision/small_home.h"
#include "fleet/operations.h"
#include "store/certificates.h"
#include "store/events.h"
#include "store/principals.h"

using namespace pkit;
using namespace pkit::test;

namespace {

using store::test::Overtaken;

Common under(const std::string& request_id) {
  Common common;
  common.request_id = request_id;
  return common;
}

Outcome ask(SmallHome& home, const std::string& name) {
  RegisterRequest request;
  request.client_machine = name;
  request.csr = SmallHome::csr(name);
  request.csr_name = "csr";
  request.common = under("register " + name);
  return register_orchestrator(*home.session, request);
}

Outcome approve_it(SmallHome& home, const std::string& name) {
  ApproveRequest request;
  request.id = name;
  request.common = under("approve " + name);
  return approve(*home.session, request);
}

Outcome deny_it(SmallHome& home, const std::string& name) {
  DenyRequest request;
  request.id = name;
  request.reason = "gone";
  request.revoke = true;
  request.common = under("deny " + name);
  return deny(*home.session, request);
}

Outcome issue_it(SmallHome& home, const std::string& name) {
  IssueRequest request;
  request.csr = SmallHome::csr(name);
  request.csr_name = "csr";
  request.common = under("issue " + name);
  return issue(*home.session, request);
}

struct Step {
  const char* is;
  std::vector<Outcome (*)(SmallHome&, const std::string&)> before;
  Outcome (*does)(SmallHome&, const std::string&);
  int exit;
  std::size_t certificates;  // of that name, afterwards
};
const Step kSteps[] = {
    {"register", {}, ask, 4, 0},
    {"approve", {ask}, approve_it, 0, 1},
    {"deny", {ask, approve_it}, deny_it, 0, 1},
    {"issue", {}, issue_it, 0, 1},
};

void check_recorded(SmallHome& home, const std::string& name, const Step& step, std::int64_t events_before,
                    std::int64_t events_wanted) {
  home.session->state.read([&](store::Read& read) {
    const auto principal = store::principals::find_by_name(read, "orchestrator", name);
    REQUIRE(principal);
    CHECK(store::certificates::of_principal(read, principal->id).size() == step.certificates);
    CHECK(store::events::count(read) - events_before == events_wanted);
  });
}

std::int64_t events_of(SmallHome& home) {
  std::int64_t count = 0;
  home.session->state.read([&](store::Read& read) { count = store::events::count(read); });
  return count;
}

}  // namespace

TEST_CASE("each answer of an engine that means 'again', at each statement and commit of a decision") {
  SmallHome home;
  Overtaken& engine = home.through<Overtaken>();
  int answered = 0, named = 0;
  for (const Step& step : kSteps) {
    const auto next_name = [&] {
      const std::string name = "m" + std::to_string(++named);
      for (const auto& before : step.before) before(home, name);
      return name;
    };
    const std::string plain = next_name();
    const std::int64_t began = events_of(home);
    REQUIRE(step.does(home, plain).exit() == step.exit);
    const std::int64_t wanted = events_of(home) - began;
    for (const store::TryAgain& row : store::try_again_answers()) {
      for (int at = 0;; ++at) {
        CAPTURE(step.is);
        CAPTURE(row.answer);
        CAPTURE(at);
        const std::string name = next_name();
        const std::int64_t before = events_of(home);
        engine.answer(row, at);
        CHECK(step.does(home, name).exit() == step.exit);
        if (!engine.answered()) break;
        ++answered;
        check_recorded(home, name, step, before, wanted);
      }
      engine.forget();
    }
  }
  CHECK(answered > 100);
  home.session->state.read([](store::Read& read) { CHECK(store::events::verify(read).empty()); });
}
