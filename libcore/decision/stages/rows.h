// New rows out of a run: ids from the world, everything else from the stages' values.
#pragma once

#include <string>

#include "decision/plan.h"

namespace pkit {

store::Principal new_principal(const ReadSession& session, const Run& run);
store::Registration new_registration(const ReadSession& session, const Run& run);
store::Issuer issuer_row(const ReadSession& session, const Run& run);
store::Certificate certificate_row(const ReadSession& session, const Run& run, const std::string& principal);

/// What a registration says of itself anew.
void refresh(store::Registration& registration, const Intake& intake);

}  // namespace pkit
