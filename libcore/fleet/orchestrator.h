// The orchestrator's row among the kinds of principals (document A).
#pragma once

#include "decision/caller.h"

namespace pkit {

/// Who may change what: an orchestrator is unknown, New, Approved or Disapproved.
inline constexpr Transition kOrchestratorStates[] = {
    // state, entry, next, refusal
    {"", "register", "Approved", {}, "", "", ""},
    {"New", "register", "Approved", {}, "", "", ""},
    {"Approved", "register", "Approved", {}, "", "", ""},
    {"Disapproved", "register", nullptr, Kind::denied, "orchestrator.disapproved", "is Disapproved",
     "only an operator's approve leaves that state"},  // X2
    {"New", "approve", "Approved", {}, "", "", ""},
    {"Approved", "approve", "Approved", {}, "", "", ""},
    {"Disapproved", "approve", "Approved", {}, "", "", ""},  // X2
    {"New", "deny", "Disapproved", {}, "", "", ""},
    {"Approved", "deny", "Disapproved", {}, "", "", ""},
    {"Disapproved", "deny", "Disapproved", {}, "", "", ""},
    {"", "issue", "Approved", {}, "", "", ""},
    {"New", "issue", "Approved", {}, "", "", ""},
    {"Approved", "issue", "Approved", {}, "", "", ""},
    {"Disapproved", "issue", nullptr, Kind::conflict, "orchestrator.disapproved", "is Disapproved",
     "approve it first: pkit approve"},
};

const PrincipalKind& orchestrator_kind();

Caller authenticate_orchestrator(store::Read& read, const Intake& intake);
policy::PrincipalFields orchestrator_fields(const Intake& intake, const Caller& caller);
std::vector<Fault> check_orchestrator(const Intake& intake, const Caller& caller);
void bind_orchestrator(store::Write& write, const Bound& bound);

}  // namespace pkit
