// account list, account show.
#include "accounts/account.h"
#include "accounts/operations.h"
#include "accounts/states.h"
#include "pattern/pattern.h"

namespace pkit {

Outcome list_accounts(const ReadSession& session, const ListAccountsRequest& request) {
  const Time now = operation_time(session, false);
  store::ListFilter filter{.state = request.state, .limit = request.limit};
  std::optional<pattern::Glob> glob;
  if (!request.name_glob.empty()) glob.emplace(lower(request.name_glob));
  if (glob) filter.name_matches = [&](const std::string& name) { return glob->matches(lower(name)); };
  Value accounts = Value::list();
  session.state.read([&](store::Read& read) {
    store::accounts::each(read, filter, [&](const store::accounts::Listed& listed) {
      const std::string& id = listed.principal.id;
      const HeldAccount held{listed.principal, listed.account, store::credentials::open_of(read, id)};
      accounts.push(account_view(held, store::certificates::of_principal(read, id), now));
    });
  });
  Outcome outcome;
  outcome.data.set("accounts", std::move(accounts));
  return outcome;
}

Outcome show_account(const ReadSession& session, const std::string& account) {
  const Time now = operation_time(session, false);
  return account_outcome(session, find_account(session, account).principal.id, now);
}

}  // namespace pkit
