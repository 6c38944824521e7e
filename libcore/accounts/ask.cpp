// account list, account show.
#include "accounts/account.h"
#include "accounts/operations.h"
#include "accounts/shapes.h"
#include "accounts/states.h"
#include "pattern/pattern.h"

namespace pkit {

namespace {

constexpr Input kListInputs[] = {
    input<&ListAccountsRequest::state>("state", "STATE", "only those in this state").among(account_states),
    input<&ListAccountsRequest::name_glob>("name", "GLOB", "only those whose name matches"),
    input_as<AsNumber, &ListAccountsRequest::limit>("limit", "at most so many"),
};
constexpr Input kShowInputs[] = {
    input<&ShowAccountRequest::account>("account", "ACCOUNT", "its id or name").argument().needed(),
};

}  // namespace

Outcome list_accounts(Session& session, const ListAccountsRequest& request) {
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

Outcome show_account(Session& session, const ShowAccountRequest& request) {
  const Time now = operation_time(session, false);
  return account_outcome(session, find_account(session, request.account).principal.id, now);
}

constinit const Operation kListAccounts = operation<ListAccountsRequest, list_accounts>(
    {.name = "account list", .asks = true, .inputs = kListInputs, .data = &shape::account_list});
constinit const Operation kShowAccount = operation<ShowAccountRequest, show_account>(
    {.name = "account show", .asks = true, .inputs = kShowInputs, .data = &shape::account_shown});

}  // namespace pkit
