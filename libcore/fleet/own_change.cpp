#include "fleet/own_change.h"

#include "base/address.h"
#include "view/resolve.h"

namespace pkit {

Machine find_machine(Session& session, const std::string& word) {
  Machine machine;
  std::optional<store::Principal> principal;
  session.state.read([&](store::Read& read) { principal = store::find_called(read, machine_key(word)); });
  if (!principal) {
    const Found found = find_one(session, word);
    if (!found.principals.empty()) principal = found.principals.front();
    if (!found.registrations.empty()) principal = principal_of(session, found.registrations.front().principal);
  }
  std::optional<store::Orchestrator> orchestrator;
  store::OrchestratorTies ties;
  if (principal)
    session.state.read([&](store::Read& read) {
      orchestrator = store::orchestrators::find(read, principal->id);
      ties = store::ties::find(read, principal->id);
    });
  if (!orchestrator)
    throw Error(Kind::not_found, "orchestrator.missing", printable(word) + " is no orchestrator",
                "pkit list orchestrators");
  return {*principal, *orchestrator, ties};
}

void write_own(Session& session, const Common& common, Time now, EventDraft event, const std::string& subject,
               const std::function<void(store::Write&)>& rows) {
  if (common.dry_run) return;
  Change change;
  begin_change(change, session, now);
  change.rows = rows;
  change.events = {std::move(event)};
  change.request_id = common.request_id;
  change.request_subject = subject;
  commit(session, change);
}

}  // namespace pkit
