// New rows out of a run: ids from the world, everything else from the stages' values.
#pragma once

#include <string>

#include "decision/plan.h"

namespace pkit {

store::Principal new_principal(const Session& session, const Run& run);
store::Orchestrator new_orchestrator(const Session& session, const Run& run, const std::string& principal);
store::Registration new_registration(const Session& session, const Run& run);
store::Issuer issuer_row(const Session& session, const Run& run);
store::Certificate certificate_row(const Session& session, const Run& run, const std::string& principal);

/// What a registration or an orchestrator says of itself anew.
void refresh(store::Registration& registration, const Intake& intake);
void take_claims(store::Orchestrator& orchestrator, const Intake& intake);
void update_orchestrator(store::Orchestrator& orchestrator, const Intake& intake);
/// "handler:NAME", "manual:uid:N" or "issue:uid:N".
std::string approver(const Session& session, const Run& run);

}  // namespace pkit
