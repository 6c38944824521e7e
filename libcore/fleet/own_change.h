// Changes of orchestrators that no handler decides on: an operator's, each one transaction with its event.
#pragma once

#include <functional>
#include <string>

#include "change/change.h"
#include "setup/setup.h"
#include "store/belongings.h"
#include "store/certificates.h"

namespace pkit {

/// An orchestrator as it is.
struct Machine {
  store::Principal principal;
  store::Orchestrator orchestrator;
  store::OrchestratorTies ties;
};
/// By id, a prefix of it, ClientMachine or ClientID: Error{not_found "orchestrator.missing"}.
Machine find_machine(Session& session, const std::string& word);

/// Writes rows and one event in one transaction, at a time that the operation read; a dry run writes nothing.
void write_own(Session& session, const Common& common, Time now, EventDraft event, const std::string& subject,
               const std::function<void(store::Write&)>& rows);

}  // namespace pkit
