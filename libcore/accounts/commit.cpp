#include "accounts/commit.h"

#include "change/change.h"

namespace pkit {

void commit_account(Session& session, const Common& common, const HeldAccount& before, const AccountChange& change,
                    const std::function<void(store::Write&)>& rows) {
  Change written;
  begin_change(written, session, change.now);
  written.rows = rows;
  written.events = {{change.event, before.principal.id, change.data}};
  if (!change.state.empty())
    written.events.push_back({"account." + lower(change.state), before.principal.id, change.data});
  written.request_id = common.request_id;
  written.request_subject = before.principal.id;
  commit(session, written);
}

Outcome rehearsed_account(const HeldAccount& account, const Value& would) {
  Outcome outcome;
  Value told = Value::map({{"exit", 0}, {"account", account.account.number}});
  for (const auto& [name, value] : would.members()) told.set(name, value);
  outcome.data = Value::map({{"dryRun", true}, {"would", told}});
  return outcome;
}

}  // namespace pkit
