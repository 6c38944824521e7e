// Document A as tables: who may try what, and what each conclusion leads to.
#include "decision/plan.h"
#include "fleet/orchestrator.h"

namespace pkit {

namespace {

using State = store::RegistrationState;

bool was(const Run& run, State state) { return run.registration_state() == state; }

/// Approved before, and says nothing of itself that would have to be approved anew.
bool unchanged(const Run& run) {
  return run.caller.state() == kApproved && !capabilities_changed(run.intake, run.caller);
}

constexpr Situation kAlways{"", [](const Run&) { return true; }};
constexpr Situation kOthersWait{"another registration waits", [](const Run& run) { return !run.caller.open.empty(); }};
constexpr Situation kAlone{"nothing else of it waits", [](const Run& run) { return run.caller.open.empty(); }};
constexpr Situation kWhole{"the orchestrator itself", [](const Run& run) { return !run.caller.registration; }};
constexpr Situation kUndecided{"it waits or is approved already",
                               [](const Run& run) { return was(run, State::waiting) || was(run, State::approved); }};
constexpr Situation kUnchanged{"capabilities as they were", unchanged};
constexpr Situation kUnchangedWithoutCsr{"capabilities as they were, no CSR",
                                         [](const Run& run) { return unchanged(run) && !run.intake.csr; }};
constexpr Situation kUnchangedIssued{"capabilities as they were, issued before",
                                     [](const Run& run) { return unchanged(run) && was(run, State::issued); }};
constexpr Situation kUnchangedApproved{"capabilities as they were, approved before",
                                       [](const Run& run) { return unchanged(run) && was(run, State::approved); }};
constexpr Situation kHasCertificate{"it has its certificate",
                                    [](const Run& run) { return run.caller.certificate && was(run, State::issued); }};
constexpr Situation kWithCsr{"with a CSR", [](const Run& run) { return run.intake.csr.has_value(); }};

constexpr Admission kAdmissions[] = {
    {"", &door::registering, true},
    {kNew, &door::registering, true},
    {kApproved, &door::registering, true},
    {kDisapproved, &door::registering, false, Kind::denied, "orchestrator.disapproved", "is Disapproved",
     "only an operator's approve leaves that state"},  // X2
    {kNew, &door::approving, true},
    {kApproved, &door::approving, true},
    {kDisapproved, &door::approving, true},  // X2
    {kNew, &door::denying, true},
    {kApproved, &door::denying, true},
    {kDisapproved, &door::denying, true},
    {"", &door::issuing, true},
    {kNew, &door::issuing, true},
    {kApproved, &door::issuing, true},
    {kDisapproved, &door::issuing, false, Kind::conflict, "orchestrator.disapproved", "is Disapproved",
     "approve it first: pkit approve"},
    {kNew, &door::renewing, false, Kind::authentication, "orchestrator.new", "is New, and must be approved first",
     "an operator decides: pkit approve"},
    {kApproved, &door::renewing, true},
    {kDisapproved, &door::renewing, false, Kind::authentication, "orchestrator.disapproved", "is Disapproved",
     "only an operator's approve leaves that state"},
    {kNew, &door::rotating, false, Kind::authentication, "orchestrator.new", "is New, and must be approved first",
     "an operator decides: pkit approve"},
    {kApproved, &door::rotating, true},
    {kDisapproved, &door::rotating, false, Kind::authentication, "orchestrator.disapproved", "is Disapproved",
     "only an operator's approve leaves that state"},
    {kNew, &door::authenticating, false, Kind::authentication, "orchestrator.new", "is New, and must be approved first",
     "an operator decides: pkit approve"},
    {kApproved, &door::authenticating, true},
    {kDisapproved, &door::authenticating, false, Kind::authentication, "orchestrator.disapproved", "is Disapproved",
     "only an operator's approve leaves that state"},
};

constexpr auto kNothing = std::nullopt;
constexpr Consequence kConsequences[] = {
    // door, state, conclusion, situation, next state, of the registration, of the others
    {&door::registering, kNew, Conclusion::denied, kOthersWait, kNew, State::denied, kNothing},
    {&door::registering, nullptr, Conclusion::denied, kAlways, kDisapproved, State::denied, kNothing},  // A9
    {&door::registering, kApproved, Conclusion::failed, kAlways, nullptr, kNothing, kNothing},
    {&door::registering, nullptr, Conclusion::failed, kUndecided, kNew, kNothing, kNothing},
    {&door::registering, nullptr, Conclusion::failed, kAlways, kNew, State::waiting, kNothing},
    {&door::registering, kApproved, Conclusion::deferred, kUnchangedWithoutCsr, kApproved, State::done, kNothing},
    {&door::registering, kApproved, Conclusion::deferred, kUnchangedIssued, kApproved, State::issued, kNothing},
    {&door::registering, kApproved, Conclusion::deferred, kUnchangedApproved, kApproved, State::approved, kNothing},
    {&door::registering, kApproved, Conclusion::deferred, kUnchanged, kApproved, State::waiting, kNothing},
    {&door::registering, nullptr, Conclusion::deferred, kAlways, kNew, State::waiting, kNothing},  // A19
    {&door::registering, nullptr, Conclusion::refused, kAlways, "", State::refused, kNothing},
    {&door::registering, kApproved, Conclusion::rejected, kAlways, nullptr, kNothing, kNothing},
    {&door::registering, nullptr, Conclusion::rejected, kUndecided, kNew, kNothing, kNothing},
    {&door::registering, nullptr, Conclusion::rejected, kAlways, kNew, State::waiting, kNothing},              // A13
    {&door::registering, nullptr, Conclusion::unsigned_, kAlways, kApproved, State::approved, State::closed},  // X5
    {&door::registering, nullptr, Conclusion::issued, kAlways, kApproved, State::issued, State::closed},  // A11, A15
    {&door::registering, nullptr, Conclusion::settled, kHasCertificate, kApproved, State::issued, kNothing},
    {&door::registering, nullptr, Conclusion::settled, kWithCsr, kApproved, State::approved, State::closed},
    {&door::registering, nullptr, Conclusion::settled, kAlways, kApproved, State::done, kNothing},  // A11

    {&door::approving, nullptr, Conclusion::refused, kAlways, "", State::refused, kNothing},
    {&door::approving, nullptr, Conclusion::unsigned_, kAlways, kApproved, State::approved, State::closed},
    {&door::approving, nullptr, Conclusion::issued, kAlways, kApproved, State::issued, State::closed},
    {&door::approving, nullptr, Conclusion::settled, kHasCertificate, kApproved, State::issued, kNothing},
    {&door::approving, nullptr, Conclusion::settled, kWithCsr, kApproved, State::approved, State::closed},
    {&door::approving, nullptr, Conclusion::settled, kAlways, kApproved, State::done, kNothing},

    {&door::denying, nullptr, Conclusion::denied, kWhole, kDisapproved, kNothing, State::denied},
    {&door::denying, kNew, Conclusion::denied, kAlone, kDisapproved, State::denied, kNothing},
    {&door::denying, nullptr, Conclusion::denied, kAlways, "", State::denied, kNothing},

    {&door::issuing, nullptr, Conclusion::issued, kAlways, kApproved, State::issued, kNothing},
    {&door::renewing, kApproved, Conclusion::issued, kAlways, kApproved, kNothing, kNothing},  // C18, C21
    {&door::rotating, kApproved, Conclusion::issued, kAlways, kApproved, kNothing, kNothing},  // C22, C23, T-A25
};

}  // namespace

std::span<const Admission> orchestrator_admissions() { return kAdmissions; }

std::span<const Consequence> orchestrator_consequences() { return kConsequences; }

}  // namespace pkit
