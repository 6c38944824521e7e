// Document A's table, a row a case: what an orchestrator was, what it asks, what its handlers say, and what it is then.
#include <doctest/doctest.h>

#include "../decision/small_home.h"
#include "decision/plan.h"
#include "fleet/operations.h"
#include "fleet/orchestrator.h"
#include "store/principals.h"

using namespace pkit;
using namespace pkit::test;

namespace {

/// What a caller and an operator would read: "exit code principal/registration".
std::string told(const Outcome& outcome) {
  const std::string code = outcome.error ? outcome.error->code() : "ok";
  return std::to_string(outcome.exit()) + " " + code + " " + outcome.data["orchestrator"].text_or("Status") + "/" +
         outcome.data["registration"].text_or("state") + (outcome.certificate.empty() ? "" : " certificate");
}

class Fleet : public SmallHome {
 public:
  /// `say` is what the chain does: "allow", "deny", "fail", or "" to defer.
  Outcome ask(const std::string& say, const std::string& csr, const std::vector<std::string>& capabilities = {}) {
    RegisterRequest request;
    request.client_machine = "web1";
    request.capabilities = capabilities;
    if (!say.empty()) request.parameters = {{"say", say}};
    if (!csr.empty()) request.csr = csr;
    request.csr_name = "csr";
    return register_orchestrator(*session, request);
  }
  Outcome approve_it() {
    return approve(*session, {.id = "web1",
                              .expect_digest = "",
                              .no_issue = false,
                              .override_deny = "",
                              .profile = "",
                              .not_after = "",
                              .sans = {},
                              .common = {}});
  }
  Outcome deny_it() { return deny(*session, {.id = "web1", .reason = "gone", .revoke = false, .common = {}}); }
  Outcome issue_it(const std::string& csr) {
    IssueRequest request;
    request.csr = csr;
    request.csr_name = "csr";
    return issue(*session, request);
  }
  std::string state() {
    std::string found = "unknown";
    session->state.read([&](store::Read& read) {
      if (const auto principal = store::principals::find_by_name(read, "orchestrator", "web1"))
        found = principal->state;
    });
    return found;
  }
};

/// Brings an orchestrator into a state, by what is done to it.
void become(Fleet& fleet, const std::string& state) {
  if (state == "New") fleet.ask("", "");
  if (state == "Approved") fleet.ask("allow", "");
  if (state == "Disapproved") fleet.ask("deny", "");
  const std::string expected = state.empty() ? "unknown" : state;
  REQUIRE(fleet.state() == expected);
}

}  // namespace

TEST_CASE("register: A5 to A11, A15, A18, A19, X2, X5") {
  struct Row {
    const char *before, *say;
    bool with_csr;
    const char* told;
  };
  const Row rows[] = {
      {"", "allow", true, "0 ok Approved/issued certificate"},                     // A11, A15
      {"", "allow", false, "0 ok Approved/done"},                                  // A11
      {"", "deny", true, "3 decision.denied Disapproved/denied"},                  // A9
      {"", "deny", false, "3 decision.denied Disapproved/denied"},                 // A9
      {"", "", true, "4 registration.waiting New/waiting"},                        // A19
      {"", "", false, "4 registration.waiting New/waiting"},                       // A19
      {"", "fail", true, "10 handler.failed New/waiting"},                         // A-edge-6
      {"New", "allow", true, "0 ok Approved/issued certificate"},                  // A11
      {"New", "deny", true, "3 decision.denied New/denied"},                       // another one waits: only this one
      {"New", "", true, "4 registration.waiting New/waiting"},                     // A19
      {"New", "fail", true, "10 handler.failed New/waiting"},                      // A-edge-6
      {"Approved", "allow", true, "0 ok Approved/issued certificate"},             // X1
      {"Approved", "deny", true, "3 decision.denied Disapproved/denied"},          // X1
      {"Approved", "", true, "4 registration.waiting Approved/waiting"},           // X1
      {"Approved", "", false, "0 ok Approved/done"},                               // X1
      {"Approved", "fail", true, "10 handler.failed Approved/"},                   // nothing changes
      {"Disapproved", "allow", true, "3 orchestrator.disapproved Disapproved/"},   // X2: no handler runs
      {"Disapproved", "", false, "3 orchestrator.disapproved Disapproved/denied"}  // X2
  };
  for (const Row& row : rows) {
    CAPTURE(row.before);
    CAPTURE(row.say);
    CAPTURE(row.with_csr);
    Fleet fleet;
    become(fleet, row.before);
    CHECK(told(fleet.ask(row.say, row.with_csr ? SmallHome::csr("web1") : "")) == row.told);
  }
}

TEST_CASE("approve, deny, issue: the operator's doors") {
  Fleet fleet;
  fleet.ask("", SmallHome::csr("web1"));
  CHECK(told(fleet.approve_it()) == "0 ok Approved/issued certificate");
  CHECK(fleet.deny_it().exit() == 0);
  CHECK(fleet.state() == "Disapproved");
  CHECK(told(fleet.issue_it(SmallHome::csr("web1"))) == "7 orchestrator.disapproved Disapproved/");
  CHECK(fleet.approve_it().exit() == 0);  // X2: the way back
  CHECK(fleet.state() == "Approved");
  CHECK(told(fleet.issue_it(SmallHome::csr("web1"))) == "0 ok Approved/ certificate");
}

TEST_CASE("an approval closes what else waits for that name") {
  Fleet fleet;
  const Outcome first = fleet.ask("", SmallHome::csr("web1"));
  const Outcome second = fleet.ask("", SmallHome::csr("web1"));
  const std::string id = first.data["registration"].text_or("id");
  CHECK(approve(*fleet.session, {.id = id,
                                 .expect_digest = "",
                                 .no_issue = false,
                                 .override_deny = "",
                                 .profile = "",
                                 .not_after = "",
                                 .sans = {},
                                 .common = {}})
            .exit() == 0);
  fleet.session->state.read([&](store::Read& read) {
    const auto other = store::registrations::find(read, second.data["registration"].text_or("id"));
    REQUIRE(other);
    CHECK(other->state == store::RegistrationState::closed);
  });
}

TEST_CASE("changed capabilities make an approved orchestrator New again, and a stranger changes nothing") {
  Fleet fleet;
  fleet.ask("allow", "", {"A"});
  CHECK(told(fleet.ask("", "", {"A", "B"})) == "4 registration.waiting New/waiting");
  Fleet held;
  held.ask("allow", SmallHome::csr("web1"), {"A"});  // holds a valid certificate
  CHECK(told(held.ask("allow", SmallHome::csr("web1"), {"A"})) == "8 register.unproven Approved/");
  CHECK(told(held.ask("allow", "", {"B"})) == "8 register.unproven Approved/");
  CHECK(held.state() == "Approved");
}

TEST_CASE("the table itself, as it stands in code") {
  std::string table;
  for (const Consequence& row : orchestrator_consequences()) {
    table += std::string(row.door->word) + " " + (row.state ? row.state : "*") + " " + conclusion_word(row.conclusion);
    if (*row.situation.word) table += std::string(" (") + row.situation.word + ")";
    table += std::string(" -> ") + (!row.principal ? "-" : *row.principal ? row.principal : "as before");
    table += std::string(", ") + (row.registration ? store::state_word(*row.registration) : "-");
    if (row.others) table += std::string(", others ") + store::state_word(*row.others);
    table += "\n";
  }
  CHECK(table == R"(register New denied (another registration waits) -> New, denied
register * denied -> Disapproved, denied
register Approved failed -> -, -
register * failed (it waits or is approved already) -> New, -
register * failed -> New, waiting
register Approved deferred (capabilities as they were, no CSR) -> Approved, done
register Approved deferred (capabilities as they were, issued before) -> Approved, issued
register Approved deferred (capabilities as they were, approved before) -> Approved, approved
register Approved deferred (capabilities as they were) -> Approved, waiting
register * deferred -> New, waiting
register * refused -> as before, refused
register Approved rejected -> -, -
register * rejected (it waits or is approved already) -> New, -
register * rejected -> New, waiting
register * unsigned -> Approved, approved, others closed
register * issued -> Approved, issued, others closed
register * settled (it has its certificate) -> Approved, issued
register * settled (with a CSR) -> Approved, approved, others closed
register * settled -> Approved, done
approve * refused -> as before, refused
approve * unsigned -> Approved, approved, others closed
approve * issued -> Approved, issued, others closed
approve * settled (it has its certificate) -> Approved, issued
approve * settled (with a CSR) -> Approved, approved, others closed
approve * settled -> Approved, done
deny * denied (the orchestrator itself) -> Disapproved, -, others denied
deny New denied (nothing else of it waits) -> Disapproved, denied
deny * denied -> as before, denied
issue * issued -> Approved, issued
renew Approved issued -> Approved, -
rotate-key Approved issued -> Approved, -
)");
}

TEST_CASE("every state has a row at every door that can be reached in it") {
  for (const char* state : orchestrator_kind().states)
    for (const Door* door : {&door::registering, &door::approving, &door::denying, &door::issuing, &door::renewing,
                             &door::rotating, &door::authenticating})
      CHECK_NOTHROW(admission(orchestrator_kind(), state, *door));
}
