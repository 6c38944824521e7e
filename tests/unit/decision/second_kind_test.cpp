// A kind of principal that is no orchestrator, in this file and one row: the pipeline knows neither.
#include <doctest/doctest.h>

#include "decision/pipeline.h"
#include "decision/plan.h"
#include "small_home.h"
#include "store/principals.h"
#include "x509/certificate.h"

using namespace pkit;
using namespace pkit::test;

namespace {

constexpr const char* kStates[] = {"Guest", "Resident"};

/// A lodger may be taken in once, and is a resident then.
struct Lodger : KindPart {};

Caller authenticate_lodger(store::Read& read, const Intake& intake);
policy::PrincipalFields fields_of(const Intake& intake, const Caller&) {
  return {{"ClientMachine", intake.client_machine}};
}
std::vector<Fault> no_checks(const Intake&, const Caller&) { return {}; }
KindPartPtr next_part(const ReadSession&, const Run&, const store::Principal&) {
  return std::make_shared<const Lodger>();
}
KindPartPtr read_part(store::Read&, const std::string&) { return std::make_shared<const Lodger>(); }
void bind_nothing(store::Write&, const KindPart&, bool) {}
Value claims(const KindPart&) { return Value::map(); }
Value view(const store::Principal& principal, const KindPart&) {
  return Value::map({{"name", principal.name}, {"state", principal.state}});
}
std::vector<std::string> none_lacking(store::Read&) { return {}; }

constexpr Admission kAdmissions[] = {
    {"", &door::issuing, true},
    {"Guest", &door::issuing, true},
    {"Resident", &door::issuing, false, Kind::conflict, "lodger.resident", "lives here already", ""},
};
constexpr Consequence kConsequences[] = {
    {&door::issuing,
     nullptr,
     Conclusion::issued,
     {"", [](const Run&) { return true; }},
     "Resident",
     std::nullopt,
     std::nullopt},
};

const PrincipalKind& lodger_kind() {
  static const PrincipalKind kind{.name = "lodger",
                                  .id_letter = 'l',
                                  .states = kStates,
                                  .admissions = kAdmissions,
                                  .consequences = kConsequences,
                                  .authenticate = authenticate_lodger,
                                  .requirements = fields_of,
                                  .extra_checks = no_checks,
                                  .next_part = next_part,
                                  .read_part = read_part,
                                  .bind = bind_nothing,
                                  .claims = claims,
                                  .view = view,
                                  .lacking = none_lacking};
  return kind;
}

Caller authenticate_lodger(store::Read& read, const Intake& intake) {
  Caller caller;
  caller.kind = &lodger_kind();
  caller.principal = store::principals::find_by_name(read, "lodger", intake.name_key());
  if (caller.principal) caller.part = read_part(read, caller.principal->id);
  return caller;
}

Outcome take_in(SmallHome& home, const std::string& name) {
  Intake intake;
  intake.kind = &lodger_kind();
  intake.door = &door::issuing;
  intake.now = home.world.now();
  intake.client_machine = name;
  intake.csr = admit_csr(*home.session, SmallHome::csr(name), "csr", intake.now, true);
  const Common common;
  return run_pipeline(*home.session, intake, {common});
}

}  // namespace

TEST_CASE("a second kind goes through the same pipeline by its own tables") {
  SmallHome home;
  const Outcome taken = take_in(home, "mrs-hudson");
  CHECK(taken.exit() == 0);
  CHECK(taken.data["lodger"].text_or("state") == "Resident");
  CHECK_FALSE(taken.certificate.empty());
  home.session->state.read([](store::Read& read) {
    const auto principal = store::principals::find_by_name(read, "lodger", "mrs-hudson");
    REQUIRE(principal);
    CHECK(principal->id.front() == 'l');
    CHECK(principal->state == "Resident");
  });
  const Outcome again = take_in(home, "mrs-hudson");
  REQUIRE(again.error);
  CHECK(again.error->code() == "lodger.resident");
}
